// The program of the child process: draws one SVG at a time for its parent, see picture-drawer.ts.
import { renderAsync } from '@resvg/resvg-js'
import sharp from 'sharp'

const end = () => process.kill(process.pid, 'SIGKILL')
process.once('disconnect', end)
if (!process.connected) end()
process.on('SIGINT', () => {})
process.on('SIGTERM', () => {})

sharp.concurrency(1)
sharp.cache(false)
const fontFiles = process.argv.slice(2)

/** A palette makes a third of the bytes: messengers show no picture beyond some hundred kilobytes. */
async function draw(svg: string): Promise<Buffer> {
  const image = await renderAsync(svg, { font: { loadSystemFonts: false, fontFiles }, logLevel: 'off' })
  const raw = { width: image.width, height: image.height, channels: 4 } as const
  return sharp(image.pixels, { raw })
    .flatten({ background: '#ffffff' })
    .png({ palette: true, quality: 80, effort: 4, compressionLevel: 9 })
    .toBuffer()
}

process.on('message', async ({ svg }: { svg: string }) => {
  try {
    process.send?.({ png: await draw(svg) })
  } catch (error) {
    process.send?.({ png: null, error: String(error).slice(0, 500) })
  }
})
