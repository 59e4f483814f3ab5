import { unescapeHtml } from '../filing/resident.ts'

export type Visited = {
  /** Path and query. */
  path: string
  status: number
  type: string
  location: string | null
  html: string
  /** Presses on the way from the first page. */
  depth: number
  /** The page with the link that led here. */
  from: string
}

/** An address that a page names: `to` is path and query, `fragment` what stands behind `#`. */
export type PageLink = { to: string; fragment: string; external: boolean; isPost: boolean }

/** All that a page leads to, forms and files included. */
export function linksOf(html: string, page: string, origin: string): PageLink[] {
  const links: PageLink[] = []
  for (const [tag] of html.matchAll(/<\w+\b[^>]*>/g)) {
    const posts = /\smethod="post"/.test(tag)
    for (const [, name, value = ''] of tag.matchAll(addressAttribute)) {
      const url = URL.parse(unescapeHtml(value), origin + page)
      if (url === null || !url.protocol.startsWith('http')) continue
      const external = url.origin !== origin
      links.push({
        to: external ? url.href : url.pathname + url.search,
        fragment: decodeURIComponent(url.hash.slice(1)),
        external,
        isPost: name === 'formaction' || (posts && name === 'action'),
      })
    }
  }
  return links
}

/** Addresses in attributes, also those that scripts read. */
const addressAttribute =
  /\s(href|src|action|formaction|data-(?:map-script|map-style|shapes|cells|list|guess|places|url))="([^"]*)"/g

/**
 * Follows every link of the portal from `start`, nearest first and addresses without a query before others, up to
 * `most` answers. Forms that are posted are not sent.
 */
export async function crawl(
  origin: string,
  start: readonly string[],
  most: number,
): Promise<Map<string, Visited>> {
  const visited = new Map<string, Visited>()
  const known = new Set(start)
  const plain = start.map((path) => ({ path, depth: 0, from: '' }))
  const queried: typeof plain = []
  while (visited.size < most) {
    const next = plain.shift() ?? queried.shift()
    if (next === undefined) break
    const answer = await visit(origin, next)
    visited.set(next.path, answer)
    const found = answer.location === null ? linksOf(answer.html, next.path, origin) : []
    const redirect = answer.location === null ? [] : [URL.parse(answer.location, origin + next.path)]
    const targets = [
      ...found.filter((link) => !link.external && !link.isPost).map(({ to }) => to),
      ...redirect.flatMap((url) => (url?.origin === origin ? [url.pathname + url.search] : [])),
    ]
    for (const path of targets) {
      if (known.has(path)) continue
      known.add(path)
      const depth = next.depth + (answer.location === null ? 1 : 0)
      ;(path.includes('?') ? queried : plain).push({ path, depth, from: next.path })
    }
  }
  return visited
}

async function visit(origin: string, { path, depth, from }: { path: string; depth: number; from: string }) {
  const res = await fetch(origin + path, { redirect: 'manual', headers: { 'Accept-Language': 'kk' } })
  const type = res.headers.get('content-type') ?? ''
  const body = await res.text()
  const html = type.startsWith('text/html') ? body : ''
  return { path, status: res.status, type, location: res.headers.get('location'), html, depth, from }
}
