import assert from 'node:assert/strict'
import test from 'node:test'
import { toCsvLine } from './csv.ts'

test('a cell is quoted where it must be', () => {
  assert.equal(
    toCsvLine(['a', 'b,c', 'd"e', 'f\ng', 1.5, true, { x: 1 }]),
    'a,"b,c","d""e","f\ng",1.5,true,"{""x"":1}"\r\n',
  )
})

test('a text that a spreadsheet would run gets an apostrophe; a number stays one', () => {
  const formulas = ['=1+1', '+1', '-1', '@SUM(A1)', '\tx', '\r=x', '\nx', ' =x', '＝1', '＠x']
  assert.equal(
    toCsvLine([...formulas, -1]),
    `'=1+1,'+1,'-1,'@SUM(A1),'\tx,"'\r=x","'\nx",' =x,'＝1,'＠x,-1\r\n`,
  )
})
