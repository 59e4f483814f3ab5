import type { Response } from 'express'
import { LRUCache } from 'lru-cache'
import type { PictureDrawer } from './picture-drawer.ts'

/** Bytes of pictures kept by one sender; one takes 30 to 250 KB. */
const KEPT_BYTES = 16 * 1024 * 1024

/** Answers with a PNG; `tag` changes with everything that it shows, `svgOf` is asked only when it must be drawn. */
export type SendPicture = (res: Response, tag: string, svgOf: () => string | Promise<string>) => Promise<void>

/** Pictures for shares: drawn when first asked for, kept until what they show has changed. */
export function pictureSender(pictures: Pick<PictureDrawer, 'draw'>): SendPicture {
  const kept = new LRUCache<string, Buffer>({ maxSize: KEPT_BYTES, sizeCalculation: (png) => png.length })
  const drawing = new Map<string, Promise<Buffer | null>>()

  /** Many askers cause one drawing. */
  async function pictureOf(tag: string, svgOf: () => string | Promise<string>): Promise<Buffer | null> {
    const ready = kept.get(tag)
    if (ready !== undefined) return ready
    const running = drawing.get(tag) ?? Promise.resolve(svgOf()).then((svg) => pictures.draw(svg))
    drawing.set(tag, running)
    try {
      const png = await running
      if (png !== null) kept.set(tag, png)
      return png
    } finally {
      drawing.delete(tag)
    }
  }

  return async (res, tag, svgOf) => {
    // The same for everybody, unlike the pages around it; other sites may show it.
    res.removeHeader('Vary')
    res.set({
      'Cache-Control': 'public, max-age=0, s-maxage=20',
      ETag: `"${tag}"`,
      'Content-Type': 'image/png',
      'X-Content-Type-Options': 'nosniff',
    })
    if (res.req.fresh) {
      res.status(304).end()
      return
    }
    const png = await pictureOf(tag, svgOf)
    if (png !== null) {
      res.send(png)
      return
    }
    res.removeHeader('ETag')
    res.set({ 'Cache-Control': 'no-store', 'Retry-After': '10' }).removeHeader('Content-Type')
    res.status(503).end()
  }
}
