import type { Tone } from '../../../platform/http/parts.ts'
import type { DrawingWeight } from '../../../platform/look/fonts.ts'
import { colorScale, type Hex } from '../../../platform/look/palette.ts'
import { iconShapes } from '../../../platform/look/sprite.ts'
import { MEANINGS } from '../../../platform/look/theme.ts'
import { textRuns, textWidth, wrapText } from '../../../platform/pictures/text-runs.ts'

/** Size in pixels that messengers and networks ask for (Open Graph, 1.91 : 1). */
export const pictureSize = { width: 1200, height: 630 } as const

/** What stands on the picture of a shared page. */
export type SharePicture = {
  city: string
  site: string
  /** `#rrggbb`. */
  brand: string
  tag: { label: string; tone: Tone; icon?: string | null } | null
  title: string
  place: string | null
  /** Number and date; null on the picture of a city. */
  foot: string | null
  /** Drawn large when there is no photo. */
  icon: string
  /** JPEGs from the top down; two are before and after, with their words. */
  photos: { jpeg: Buffer; label: string | null }[]
}

const margin = 64
const panelX = 716
const panelWidth = pictureSize.width - panelX
const textBox = panelX - margin - 40

/** The picture as SVG for platform/pictures; its text names the faces of the drawing fonts. */
export function sharePictureSvg(picture: SharePicture): string {
  const accent = colorScale(picture.brand as Hex, 'light')
  const { width, height } = pictureSize
  const ink = colorScale(MEANINGS.neutral, 'light')
  const parts = [
    `<rect width="${width}" height="${height}" fill="#ffffff"/>`,
    brandRow(picture, accent['base-default'], ink),
    picture.tag === null ? '' : tagPill(picture.tag, picture.brand),
    words(picture, ink),
    picture.photos.length > 0 ? photoPanel(picture.photos) : iconPanel(picture.icon, accent),
    `<rect y="${height - 12}" width="${width}" height="12" fill="${accent['base-default']}"/>`,
  ]
  return `<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}">${parts.join('')}</svg>`
}

type Scale = ReturnType<typeof colorScale>
type TextLook = { x: number; y: number; size: number; weight: DrawingWeight; fill: string }

function line(text: string, { x, y, size, weight, fill }: TextLook): string {
  const runs = textRuns(text, weight).map(
    ({ family, text: run }) => `<tspan font-family="${family}">${escapeXml(run)}</tspan>`,
  )
  return `<text x="${x}" y="${y}" font-size="${size}" fill="${fill}" xml:space="preserve">${runs.join('')}</text>`
}

/** The mark of the portal, the city, and what this is. */
function brandRow({ city, site }: SharePicture, accent: string, ink: Scale): string {
  const [name = ''] = wrapText(city, { width: textBox - 76, size: 34, weight: 700, lines: 1 })
  return [
    `<g transform="translate(${margin} 48)"><circle cx="30" cy="30" r="30" fill="${accent}"/>`,
    `<g transform="scale(1.3636)" fill="none" stroke="#fff" stroke-width="2" stroke-linecap="round"><circle cx="22" cy="22" r="13.5"/><path d="M10 16c6 3 18 3 24 0M10 28c6-3 18-3 24 0M16 10c3 6 3 18 0 24M28 10c-3 6-3 18 0 24M22 8.5v27M8.5 22h27"/></g></g>`,
    line(name, { x: margin + 76, y: 74, size: 34, weight: 700, fill: ink['text-default'] }),
    line(site, { x: margin + 76, y: 106, size: 24, weight: 400, fill: ink['text-subtle'] }),
  ].join('')
}

/** State: icon, word and colour, as on the pages. */
function tagPill({ label, tone, icon }: NonNullable<SharePicture['tag']>, brand: string): string {
  const scale = colorScale(tone === 'accent' ? (brand as Hex) : MEANINGS[tone], 'light')
  const size = textWidth(label, 30, 700) > textBox - 100 ? 25 : 30
  const [word = ''] = wrapText(label, { width: textBox - 66, size, weight: 700, lines: 1 })
  const width = Math.round(textWidth(word, size, 700)) + 92
  return [
    `<rect x="${margin}" y="146" width="${width}" height="60" rx="30" fill="${scale['surface-tinted']}"/>`,
    `<g transform="translate(${margin + 22} 160) scale(1.35)" fill="none" stroke="${scale['text-subtle']}" stroke-width="2.2" stroke-linecap="round" stroke-linejoin="round">${iconShapes(icon ?? 'circle-dot')}</g>`,
    line(word, {
      x: margin + 66,
      y: 176 + Math.round(size / 3),
      size,
      weight: 700,
      fill: scale['text-default'],
    }),
  ].join('')
}

function words({ tag, title, place, foot }: SharePicture, ink: Scale): string {
  const size = textWidth(title, 60, 700) > textBox * 2 ? 50 : 60
  const step = Math.round(size * 1.18)
  const titleLines = wrapText(title, { width: textBox, size, weight: 700, lines: 3 })
  const top = tag === null ? 190 : 250
  let y = top + size - 14
  const drawn = titleLines.map((text, index) =>
    line(text, { x: margin, y: y + index * step, size, weight: 700, fill: ink['text-default'] }),
  )
  y += (titleLines.length - 1) * step + 58
  const placeLines =
    place === null
      ? []
      : wrapText(place, { width: textBox, size: 36, weight: 400, lines: titleLines.length > 2 ? 1 : 2 })
  placeLines.forEach((text, index) => {
    drawn.push(line(text, { x: margin, y: y + index * 46, size: 36, weight: 400, fill: ink['text-default'] }))
  })
  if (foot !== null) {
    const [text = ''] = wrapText(foot, { width: textBox, size: 28, weight: 400, lines: 1 })
    drawn.push(line(text, { x: margin, y: 572, size: 28, weight: 400, fill: ink['text-subtle'] }))
  }
  return drawn.join('')
}

function photoPanel(photos: SharePicture['photos']): string {
  const shown = photos.slice(0, 2)
  const gap = 8
  const each = (pictureSize.height - 12 - gap * (shown.length - 1)) / shown.length
  return shown
    .map(({ jpeg, label }, index) => {
      const y = index * (each + gap)
      const image = `<svg x="${panelX}" y="${y}" width="${panelWidth}" height="${each}"><image width="${panelWidth}" height="${each}" preserveAspectRatio="xMidYMid slice" xlink:href="data:image/jpeg;base64,${jpeg.toString('base64')}"/></svg>`
      if (label === null) return image
      const width = Math.round(textWidth(label, 24, 700)) + 36
      return [
        image,
        `<rect x="${panelX + 16}" y="${y + 16}" width="${width}" height="44" rx="22" fill="#000000" fill-opacity="0.72"/>`,
        line(label, { x: panelX + 34, y: y + 46, size: 24, weight: 700, fill: '#ffffff' }),
      ].join('')
    })
    .join('')
}

function iconPanel(icon: string, accent: Scale): string {
  const middle = { x: panelX + panelWidth / 2, y: (pictureSize.height - 12) / 2 }
  return [
    `<rect x="${panelX}" width="${panelWidth}" height="${pictureSize.height - 12}" fill="${accent['background-tinted']}"/>`,
    `<circle cx="${middle.x}" cy="${middle.y}" r="150" fill="${accent['surface-tinted']}"/>`,
    `<g transform="translate(${middle.x - 84} ${middle.y - 84}) scale(7)" fill="none" stroke="${accent['text-subtle']}" stroke-width="1.6" stroke-linecap="round" stroke-linejoin="round">${iconShapes(icon)}</g>`,
  ].join('')
}

const entities: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' }

const escapeXml = (text: string): string => text.replaceAll(/[&<>"]/g, (sign) => entities[sign] ?? sign)
