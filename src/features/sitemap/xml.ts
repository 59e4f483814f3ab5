export type Entry = { url: string; changedAt?: number }

const namespace = 'http://www.sitemaps.org/schemas/sitemap/0.9'
const start = '<?xml version="1.0" encoding="UTF-8"?>\n'

/** A map of addresses (sitemaps.org 0.9) piece by piece, so that a large one never stands in memory as a whole. */
export function* urlSet(entries: Iterable<Entry>): Generator<string> {
  yield `${start}<urlset xmlns="${namespace}">\n`
  let piece = ''
  for (const entry of entries) {
    piece += element('url', entry)
    if (piece.length > 65_536) {
      yield piece
      piece = ''
    }
  }
  yield `${piece}</urlset>\n`
}

export const mapIndex = (maps: readonly Entry[]): string =>
  `${start}<sitemapindex xmlns="${namespace}">\n${maps.map((map) => element('sitemap', map)).join('')}</sitemapindex>\n`

function element(name: 'url' | 'sitemap', { url, changedAt }: Entry): string {
  const changed =
    changedAt === undefined ? '' : `<lastmod>${new Date(changedAt).toISOString().slice(0, 19)}Z</lastmod>`
  return `<${name}><loc>${escapeXml(url)}</loc>${changed}</${name}>\n`
}

const entities: Record<string, string> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&apos;',
}

const escapeXml = (text: string): string => text.replaceAll(/[&<>"']/g, (sign) => entities[sign] ?? sign)
