import assert from 'node:assert/strict'
import { test } from 'node:test'
import { startTheme } from './theme.ts'

function createRoot(): { root: HTMLElement; attributes: Map<string, string> } {
  const attributes = new Map<string, string>()
  const setAttribute = (name: string, value: string) => attributes.set(name, value)
  return { root: { setAttribute } as unknown as HTMLElement, attributes }
}

function createStorage(stored: string | null): Storage {
  const storage = { getItem: () => stored, setItem: () => {} }
  return storage as unknown as Storage
}

test('applies the stored choice', () => {
  const { root, attributes } = createRoot()
  startTheme(root, () => createStorage('dark'))
  assert.equal(attributes.get('data-theme'), 'dark')
})

test('follows the system if no valid choice is stored', () => {
  const { root, attributes } = createRoot()
  startTheme(root, () => createStorage('mauve'))
  assert.equal(attributes.get('data-theme'), 'system')
})

test('works if access to the storage throws', () => {
  const { root, attributes } = createRoot()
  const model = startTheme(root, () => {
    throw new Error('SecurityError')
  })
  model.choose('light')
  assert.equal(attributes.get('data-theme'), 'light')
})
