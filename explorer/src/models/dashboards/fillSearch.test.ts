import assert from 'node:assert/strict'
import test from 'node:test'
import { fillSearch } from './fillSearch.ts'

const choices = [
  { name: 'env', key: 'env', value: 'prod' },
  { name: 'page', key: 'view_path', value: '/check*' },
  { name: 'user', key: 'user_name', value: 'Ada L.' },
  { name: 'none', key: 'version', value: '' },
]

const CASES: readonly (readonly [text: string, filled: string, why: string])[] = [
  ['browser:Edge', 'browser:Edge', 'a search without variables stays as typed'],
  ['$env', 'env:prod', 'a variable is a term'],
  ['$env browser:Edge', 'env:prod browser:Edge', 'beside other terms'],
  ['-$env', '-env:prod', 'a reversed variable is a reversed term'],
  ['$user', 'user_name:"Ada L."', 'a value is quoted where it must be'],
  ['$page', 'view_path:\\/check*', 'a star is any text'],
  ['service:$env', 'service:prod', 'a variable is a value of another field'],
  ['$none', '', 'a variable without a choice is about all rows'],
  ['-$none', '', 'and so is its reverse'],
  ['version:$none browser:Edge', 'browser:Edge', 'and so is a term with it as its value'],
  ['$none OR browser:Edge', '', 'one of several that may be anything is anything'],
  ['(browser:Edge OR $env) $none', 'browser:Edge OR env:prod', 'what is left keeps its meaning'],
  ['$unknown browser:Edge', 'browser:Edge', 'a variable that is not there is about all rows'],
  ['"$5 off"', '"$5 off"', 'a text with a dollar is a text'],
  ['env:( $env', 'env:( $env', 'a mistake is left for the collector to explain'],
]

for (const [text, filled, why] of CASES) {
  test(`${why}: ${text}`, () => assert.equal(fillSearch(text, choices), filled))
}
