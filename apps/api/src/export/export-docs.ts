import { applyDecorators } from '@nestjs/common'
import { ApiProduces, ApiQuery } from '@nestjs/swagger'

/** A route that answers with a file. */
export const ApiExport = () =>
  applyDecorators(
    ApiQuery({ name: 'format', required: false, enum: ['csv', 'xlsx'], description: 'csv (RFC 4180) if left out' }),
    ApiProduces('text/csv', 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'),
  )

/** A route whose file has headings and names in a language. */
export const ApiExportLanguage = () =>
  ApiQuery({ name: 'lang', required: false, enum: ['en', 'zh'], description: 'Of headings and names; en if left out' })
