/** True of a place where keys write text. */
export function isTyping(target: EventTarget | null): boolean {
  return target instanceof Element && target.matches('input, textarea, select')
}

/** True of a key that nobody has answered and that is no command of the browser. */
export function isFreeKey(event: KeyboardEvent): boolean {
  return !(event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented)
}
