import { LRUCache } from 'lru-cache'

/** Pages by their key: the address, and after a line break whatever else makes it another page. */
export type PageStore<Page> = {
  /** Somebody asks for it. */
  get(key: string): Page | undefined
  peek(key: string): Page | undefined
  set(key: string, page: Page): void
  clear(): void
  counts(): { pages: number; bytes: number }
}

const keptMs = 10 * 60_000
const oftenBytes = 20 * 2 ** 20
const seldomBytes = 12 * 2 ** 20
/** A page is asked for often when it was asked for more times than this while it was kept. */
const oftenAsked = 3

/**
 * Two rooms: whoever walks through all complaints, or through queries that he makes up, fills the smaller one and never
 * drives out what people read. An address with a query, and a page with settings of somebody's own, stay there.
 */
export function createPageStore<Page extends { body: Buffer }>(): PageStore<Page> {
  type Kept = { page: Page; asked: number }
  const room = (maxSize: number) =>
    new LRUCache<string, Kept>({
      maxSize,
      ttl: keptMs,
      // the page itself, and what it takes packed
      sizeCalculation: ({ page }) => Math.ceil(page.body.length * 1.5) + 1_000,
    })
  const [often, seldom] = [room(oftenBytes), room(seldomBytes)]
  const find = (key: string) => often.peek(key) ?? seldom.peek(key)
  return {
    get(key) {
      const kept = often.get(key) ?? seldom.get(key)
      if (kept === undefined) return undefined
      kept.asked++
      if (kept.asked > oftenAsked && !/[?\n]/.test(key) && seldom.delete(key)) often.set(key, kept)
      return kept.page
    },
    peek: (key) => find(key)?.page,
    set(key, page) {
      const home = often.has(key) ? often : seldom
      home.set(key, { page, asked: find(key)?.asked ?? 1 })
    },
    clear() {
      often.clear()
      seldom.clear()
    },
    counts: () => ({
      pages: often.size + seldom.size,
      bytes: often.calculatedSize + seldom.calculatedSize,
    }),
  }
}
