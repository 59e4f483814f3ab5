/** Line (from 1) on which the value at each path of a JSON text begins: `offices.O-ZKH.phones.0`. The text is valid. */
export function jsonLines(text: string): Map<string, number> {
  const lines = new Map<string, number>()
  let at = 0
  let line = 1

  const skip = (): string => {
    for (; at < text.length; at++) {
      const letter = text[at] ?? ''
      if (letter === '\n') line++
      else if (!/[\s,:]/.test(letter)) return letter
    }
    return ''
  }
  const string = (): string => {
    const from = at++
    for (; at < text.length && text[at] !== '"'; at++) if (text[at] === '\\') at++
    at++
    return JSON.parse(text.slice(from, at))
  }
  const value = (path: string): void => {
    const first = skip()
    lines.set(path, line)
    if (first === '{') members(path)
    else if (first === '[') items(path)
    else if (first === '"') string()
    else while (at < text.length && !/[\s,\]}]/.test(text[at] ?? '')) at++
  }
  const members = (path: string): void => {
    at++
    while (skip() === '"') {
      const name = string()
      value(joined(path, name))
    }
    at++
  }
  const items = (path: string): void => {
    at++
    for (let index = 0; skip() !== ']' && at < text.length; index++) value(joined(path, String(index)))
    at++
  }

  value('')
  return lines
}

const joined = (path: string, name: string): string => (path === '' ? name : `${path}.${name}`)
