/** Makes an element: `make('a', { href: '/' }, 'Home')`. Names that start with `on` are listeners. */
export function make(tag, attributes = {}, ...children) {
  const element = document.createElement(tag)
  for (const [name, value] of Object.entries(attributes)) {
    if (name.startsWith('on')) {
      element.addEventListener(name.slice(2), value)
    } else {
      element.setAttribute(name, value)
    }
  }
  element.append(...children)
  return element
}

/** Returns `fallback` on failure: blocked storage throws on access. The shop then works, but forgets its state between pages. */
export function readStored(key, fallback) {
  try {
    return JSON.parse(localStorage.getItem(key)) ?? fallback
  } catch {
    return fallback
  }
}

export function writeStored(key, value) {
  try {
    localStorage.setItem(key, JSON.stringify(value))
  } catch {
    // Nothing to do: see readStored.
  }
}
