import { make, readStored, writeStored } from './dom.js'
import { withRum } from './rum.js'

const KEY = 'shop-user'

const USERS = [
  { id: 'u_1815', name: 'Ada Lovelace', email: 'ada@example.com' },
  { id: 'u_1906', name: 'Grace Hopper', email: 'grace@example.com' },
  { id: 'u_1936', name: 'Margaret Hamilton', email: 'margaret@example.com' },
]

/** The box in the header: sign in as one of three people, or sign out. */
export function startAccount(root) {
  const user = readStored(KEY, null)
  if (user) {
    withRum((rum) => rum.setUser?.(user)) // on each page: the SDK does not keep a user over pages
  }
  render(root, user)
}

function signIn(root, user) {
  writeStored(KEY, user)
  withRum((rum) => rum.setUser?.(user))
  render(root, user)
}

function signOut(root) {
  writeStored(KEY, null)
  withRum((rum) => rum.clearUser?.())
  render(root, null)
}

function render(root, user) {
  root.replaceChildren(...(user ? signedIn(root, user) : signedOut(root)))
}

function signedIn(root, user) {
  return [
    make('span', { title: user.email }, user.name),
    make('button', { onclick: () => signOut(root) }, 'Sign out'),
  ]
}

function signedOut(root) {
  const choice = make(
    'select',
    { 'aria-label': 'Account' },
    ...USERS.map((user) => make('option', { value: user.id }, user.name)),
  )
  const chosen = () => USERS.find((user) => user.id === choice.value)
  return [choice, make('button', { onclick: () => signIn(root, chosen()) }, 'Sign in')]
}
