import assert from 'node:assert/strict'
import test from 'node:test'
import { toCsv } from './csv.ts'

test('a cell is quoted where it must be', () => {
  assert.equal(
    toCsv([['a', 'b,c', 'd"e', 'f\ng', 'h\ri', '', 1.5, true, false, { x: 1 }]]),
    'a,"b,c","d""e","f\ng","h\ri",,1.5,true,false,"{""x"":1}"\r\n',
  )
})

test('a text that a spreadsheet would run gets an apostrophe; a number stays one', () => {
  const formulas = ['=1+1', '+1', '-1', '@SUM(A1)', '\tx', '\r=x', '\nx', ' =x', '＝1', '＠x']
  assert.equal(
    toCsv([
      [...formulas, -1],
      ['a', '=b'],
    ]),
    `'=1+1,'+1,'-1,'@SUM(A1),'\tx,"'\r=x","'\nx",' =x,'＝1,'＠x,-1\r\na,'=b\r\n`,
  )
})
