import PDFDocument from 'pdfkit'
import { type FontName, fontOf } from './fonts'

const MARGIN = 40
const INK = '#1A1E22'
export const MUTED = '#4B545D'
export const LINE = '#C4CAD0'
export const ACCENT = '#1C5AA0'

export interface TextLook {
  size?: number
  bold?: boolean
  color?: string
  align?: 'left' | 'right'
}

/** An A4 document that is written from top to bottom in two fonts, one for each script. */
export class PdfPage {
  readonly left = MARGIN
  readonly width = 595.28 - 2 * MARGIN
  y = MARGIN
  private readonly document: PDFKit.PDFDocument
  private readonly parts: Buffer[] = []
  private readonly ended: Promise<void>

  constructor(title: string, language: string) {
    this.document = new PDFDocument({
      size: 'A4',
      margin: 0,
      bufferPages: true,
      lang: language,
      info: { Title: title, Creator: 'Wanding 万锭' },
    })
    for (const font of ['latin', 'latinBold', 'chinese', 'chineseBold'] as const) {
      this.document.registerFont(font, fontOf(font))
    }
    this.document.on('data', (part: Buffer) => this.parts.push(part))
    this.ended = new Promise((resolve, reject) => {
      this.document.once('end', resolve)
      this.document.once('error', reject)
    })
  }

  /** Begins a new page where less than `height` is left. */
  room(height: number): void {
    if (this.y + height <= this.document.page.height - MARGIN - 16) return
    this.document.addPage()
    this.y = MARGIN
  }

  /** One line of text at a place; what does not fit into `width` is cut at its end. */
  text(text: string, x: number, y: number, width: number, look: TextLook = {}): void {
    const { size = 9, bold = false, color = INK, align = 'left' } = look
    const fitted = this.fitted(text, width, size, bold)
    const total = fitted.reduce((sum, run) => sum + run.width, 0)
    let at = align === 'right' ? x + width - total : x
    for (const run of fitted) {
      this.document.font(run.font).fontSize(size).fillColor(color)
      this.document.text(run.text, at, y, { lineBreak: false })
      at += run.width
    }
  }

  /** Text over as many lines as it takes. Returns their number. */
  paragraph(text: string, look: TextLook = {}): number {
    const { size = 9, bold = false } = look
    const lines: string[] = ['']
    for (const piece of text.match(/[\u2e80-\u9fff\uff00-\uffef]|[^\s\u2e80-\u9fff\uff00-\uffef]+|\s+/g) ?? []) {
      const longer = `${lines.at(-1)}${piece}`
      if (this.widthOf(longer, size, bold) <= this.width) lines[lines.length - 1] = longer
      else lines.push(piece.trimStart())
    }
    for (const line of lines) {
      this.room(size * 1.5)
      this.text(line, this.left, this.y, this.width + 1, look)
      this.y += size * 1.5
    }
    return lines.length
  }

  rule(color = LINE): void {
    this.document
      .lineWidth(0.5)
      .strokeColor(color)
      .moveTo(this.left, this.y)
      .lineTo(this.left + this.width, this.y)
      .stroke()
  }

  bar(x: number, y: number, width: number, height: number, color: string): void {
    this.document.rect(x, y, Math.max(0.5, width), height).fill(color)
  }

  /** Writes a foot on every page and ends the document. */
  async end(foot: (page: number, pages: number) => string): Promise<Buffer> {
    const { start, count } = this.document.bufferedPageRange()
    for (let index = 0; index < count; index++) {
      this.document.switchToPage(start + index)
      const y = this.document.page.height - MARGIN
      this.text(foot(index + 1, count), this.left, y, this.width, { size: 7, color: MUTED, align: 'right' })
    }
    this.document.end()
    await this.ended
    return Buffer.concat(this.parts)
  }

  private fitted(text: string, width: number, size: number, bold: boolean): Run[] {
    const whole = this.runsOf(text, size, bold)
    if (whole.reduce((sum, run) => sum + run.width, 0) <= width) return whole
    const letters = [...text]
    while (letters.length > 0 && this.widthOf(`${letters.join('')}…`, size, bold) > width) letters.pop()
    return this.runsOf(`${letters.join('')}…`, size, bold)
  }

  private widthOf(text: string, size: number, bold: boolean): number {
    return this.runsOf(text, size, bold).reduce((sum, run) => sum + run.width, 0)
  }

  private runsOf(text: string, size: number, bold: boolean): Run[] {
    const runs: Run[] = []
    for (const piece of text.match(
      /[\u2e80-\u9fff\uff00-\uffef\u3000-\u303f]+|[^\u2e80-\u9fff\uff00-\uffef\u3000-\u303f]+/g,
    ) ?? []) {
      const font: FontName = isChinese(piece) ? (bold ? 'chineseBold' : 'chinese') : bold ? 'latinBold' : 'latin'
      runs.push({ text: piece, font, width: this.document.font(font).fontSize(size).widthOfString(piece) })
    }
    return runs
  }
}

interface Run {
  text: string
  font: FontName
  width: number
}

const isChinese = (text: string): boolean => /^[\u2e80-\u9fff\uff00-\uffef]/.test(text)
