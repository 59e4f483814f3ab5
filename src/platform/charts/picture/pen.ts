import type { DrawingWeight } from '../../look/fonts.ts'
import { colorScale, type Hex } from '../../look/palette.ts'
import { MEANINGS } from '../../look/theme.ts'
import { textRuns } from '../../pictures/text-runs.ts'
import type { Series } from '../chart.ts'

/** A part of a picture in pixels. */
export type Box = { x: number; y: number; width: number; height: number }

export type TextLook = {
  x: number
  y: number
  size: number
  weight?: DrawingWeight
  tone?: 'default' | 'subtle' | 'onSeries'
  anchor?: 'start' | 'middle' | 'end'
  /** A rim in the colour of the paper keeps words readable over lines. */
  halo?: boolean
}

/** Colours and type of a picture that stands alone. Paper is light whatever the screen is. */
export type Pen = {
  /** Colours of areas and of lines: thin strokes need more contrast. */
  area: Record<Series, string>
  stroke: Record<Series, string>
  /** Strokes differ without colour, too. */
  dash: Record<Series, string>
  ink: string
  subtle: string
  grid: string
  track: string
  paper: string
  accent: string
  /** Of a map, from few to many. */
  levels: readonly string[]
  text(text: string, look: TextLook): string
}

/**
 * `drawn`: each run of text names the face that has its letters, as platform/pictures needs it; `plain`: text stays whole
 * and is shown in the reader's own faces, so that the file can be edited.
 */
export type Faces = 'drawn' | 'plain'

export function penOf(brand: string, faces: Faces): Pen {
  const accent = colorScale(brand as Hex, 'light')
  const neutral = colorScale(MEANINGS.neutral, 'light')
  const warning = colorScale(MEANINGS.warning, 'light')
  const tones = { default: neutral['text-default'], subtle: neutral['text-subtle'], onSeries: '#ffffff' }
  return {
    area: {
      1: accent['border-strong'],
      2: warning['border-default'],
      3: accent['border-subtle'],
      4: neutral['border-default'],
    },
    stroke: {
      1: accent['border-strong'],
      2: warning['border-default'],
      3: accent['border-default'],
      4: neutral['border-default'],
    },
    dash: { 1: '', 2: '12 7', 3: '3 6', 4: '14 5 3 5' },
    ink: tones.default,
    subtle: tones.subtle,
    grid: neutral['surface-hover'],
    track: neutral['background-tinted'],
    paper: '#ffffff',
    accent: accent['base-default'],
    levels: [
      accent['surface-tinted'],
      accent['surface-active'],
      accent['border-subtle'],
      accent['border-default'],
      accent['border-strong'],
    ],
    text: (text, look) => textElement(text, look, tones[look.tone ?? 'default'], faces),
  }
}

function textElement(
  text: string,
  { x, y, size, weight = 400, anchor, halo }: TextLook,
  fill: string,
  faces: Faces,
): string {
  const attributes = [
    `x="${number(x)}" y="${number(y)}" font-size="${size}" fill="${fill}"`,
    anchor === undefined || anchor === 'start' ? '' : ` text-anchor="${anchor}"`,
    halo ? ' stroke="#ffffff" stroke-width="5" stroke-linejoin="round" paint-order="stroke"' : '',
    faces === 'plain' && weight === 700 ? ' font-weight="700"' : '',
  ].join('')
  const words =
    faces === 'plain'
      ? escapeXml(text)
      : textRuns(text, weight)
          .map(({ family, text: run }) => `<tspan font-family="${family}">${escapeXml(run)}</tspan>`)
          .join('')
  return `<text ${attributes}${faces === 'drawn' ? ' xml:space="preserve"' : ''}>${words}</text>`
}

const entities: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' }

export const escapeXml = (text: string): string =>
  text.replaceAll(/[&<>"]/g, (sign) => entities[sign] ?? sign)

/** Tenths of a pixel are more than anybody sees. */
export const number = (value: number): string => String(Math.round(value * 10) / 10)

/** A path of pairs of numbers, as the charts make them, from a grid of `from` x `from` stretched over a box. */
export const pathIn = (path: string, { x, y, width, height }: Box, from = 100): string =>
  path.replaceAll(
    /(-?\d+(?:\.\d+)?)[ ,](-?\d+(?:\.\d+)?)/g,
    (_, px: string, py: string) =>
      `${number(x + (Number(px) / from) * width)},${number(y + (Number(py) / from) * height)}`,
  )

export const rule = (from: { x: number; y: number }, to: { x: number; y: number }, look: string): string =>
  `<line x1="${number(from.x)}" y1="${number(from.y)}" x2="${number(to.x)}" y2="${number(to.y)}" ${look}/>`
