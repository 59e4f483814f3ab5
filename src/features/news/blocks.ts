/** A piece of a line; `href` where it is an address. */
export type TextPart = { text: string; href: string | null }

export type TextBlock =
  | { kind: 'heading'; text: string; lines: [] }
  | { kind: 'text'; text: ''; lines: TextPart[][] }
  | { kind: 'list'; text: ''; lines: TextPart[][] }

/**
 * The small markup of news and pages: a line after `# ` is a heading, lines after `- ` are a list, an empty line ends a
 * paragraph, addresses become links. Everything else is text: no HTML from people.
 */
export function textBlocks(text: string): TextBlock[] {
  const blocks: TextBlock[] = []
  for (const line of text.split('\n').map((one) => one.trim())) {
    const [, mark, rest = ''] = /^([#-]) +(.+)$/.exec(line) ?? []
    if (mark === '#') blocks.push({ kind: 'heading', text: rest, lines: [] })
    else if (mark === '-') linesOf(blocks, 'list').push(partsOf(rest))
    else if (line === '') blocks.push({ kind: 'text', text: '', lines: [] })
    else linesOf(blocks, 'text').push(partsOf(line))
  }
  return blocks.filter(({ kind, lines }) => kind === 'heading' || lines.length > 0)
}

function linesOf(blocks: TextBlock[], kind: 'text' | 'list'): TextPart[][] {
  const last = blocks.at(-1)
  if (last !== undefined && last.kind === kind) return last.lines
  const lines: TextPart[][] = []
  blocks.push({ kind, text: '', lines })
  return lines
}

const address = /https?:\/\/[^\s<>"«»]+|[\w.+-]+@[\w-]+(?:\.[\w-]+)+/g

/** Only these two kinds of addresses become links, whatever else is written. */
function partsOf(line: string): TextPart[] {
  const parts: TextPart[] = []
  let from = 0
  for (const match of line.matchAll(address)) {
    const found = match[0].replace(/[.,;:!?)]+$/, '')
    if (match.index > from) parts.push({ text: line.slice(from, match.index), href: null })
    parts.push({ text: found, href: found.startsWith('http') ? found : `mailto:${found}` })
    from = match.index + found.length
  }
  if (from < line.length) parts.push({ text: line.slice(from), href: null })
  return parts
}
