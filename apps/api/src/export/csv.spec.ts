import { describe, expect, it } from 'vitest'
import { csvOf } from './csv'

describe('csv', () => {
  const of = (...cells: (string | number | null)[]) => csvOf({ name: 't', columns: ['a'], rows: [cells] })

  it.each([
    [[1.5, null, 'plain'], '1.5,,plain'],
    [['a,b', 'say "no"', 'two\nlines'], '"a,b","say ""no""","two\nlines"'],
    [[-3, '-3', '=1+1', '@x', '+86'], "-3,'-3,'=1+1,'@x,'+86"],
    [[Number.NaN, ' edge '], '," edge "'],
    [['细纱值车'], '细纱值车'],
  ])('%o is %o', (cells, line) => expect(of(...cells)).toBe(`a\r\n${line}\r\n`))
})
