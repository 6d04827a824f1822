import assert from 'node:assert/strict'
import test from 'node:test'
import { toResourceType } from './resourceType.ts'

const ROWS: [initiatorType: string, path: string, type: string][] = [
  ['navigation', '/', 'document'],
  ['xmlhttprequest', '/api/cart', 'xhr'],
  ['xmlhttprequest', '/data/image.png', 'xhr'],
  ['fetch', '/api/cart.js', 'fetch'],
  ['beacon', '/collect', 'beacon'],
  ['link', '/app.css', 'css'],
  ['link', '/app.js', 'js'],
  ['link', '/fonts/a.woff2', 'font'],
  ['link', '/manifest.json', 'other'],
  ['script', '/app.mjs', 'js'],
  ['script', '/bundle', 'js'],
  ['css', '/bg.SVG', 'image'],
  ['css', '/a.ttf', 'font'],
  ['css', '/img', 'other'],
  ['img', '/photo.jpeg', 'image'],
  ['img', '/photo', 'image'],
  ['img', '/pixel.php', 'image'],
  ['video', '/clip.mp4', 'media'],
  ['audio', '/a.m4a', 'media'],
  ['iframe', '/frame.html', 'other'],
  ['other', '/favicon.ico', 'image'],
  ['other', '/notes.jsx', 'other'],
  ['other', '/js', 'other'],
  ['', '/x.css.map', 'other'],
]

test('who asked for it, else its file name, says what kind a resource is', () => {
  for (const [initiatorType, path, type] of ROWS) {
    const entry = { initiatorType } as PerformanceResourceTiming
    assert.equal(toResourceType(entry, path), type, `${initiatorType} ${path}`)
  }
})
