import type { Random } from '../random.ts'
import {
  blob,
  ellipse,
  frame,
  group,
  horizon,
  type Light,
  many,
  type Point,
  path,
  polygon,
  rect,
  round,
} from './drawing.ts'

export function sky({ sky: [top, bottom], sun, hills }: Light): string {
  return [
    `<linearGradient id="sky" x1="0" y1="0" x2="0" y2="1"><stop offset="0" stop-color="${top}"/><stop offset="1" stop-color="${bottom}"/></linearGradient>`,
    rect(0, 0, frame.width, horizon + 20, 'url(#sky)'),
    ellipse(1270, 190, 78, 78, sun),
    cloud(260, 150, 1.1),
    cloud(860, 230, 0.8),
    path('M0 520 Q180 380 400 470 T820 440 T1220 430 T1600 490 V620 H0Z', hills, 'fill-opacity="0.75"'),
  ].join('')
}

const cloud = (x: number, y: number, scale: number) =>
  group(
    `translate(${x} ${y}) scale(${scale})`,
    ellipse(0, 0, 110, 34, '#fff', 'fill-opacity="0.75"') +
      ellipse(-40, -26, 54, 34, '#fff', 'fill-opacity="0.75"') +
      ellipse(44, -20, 62, 38, '#fff', 'fill-opacity="0.75"'),
  )

/** A panel house of the usual five floors, seen from the yard. */
export function house(light: Light, x: number, width: number, height: number, tone: 0 | 1 | 2): string {
  const top = horizon - height
  const floors = Math.max(3, Math.round(height / 78))
  const columns = Math.max(3, Math.round(width / 74))
  const [cellX, cellY] = [width / columns, (height - 24) / floors]
  const panes = many(floors * columns, (index) => {
    const [column, floor] = [index % columns, Math.floor(index / columns)]
    const [left, up] = [x + column * cellX + cellX * 0.24, top + 18 + floor * cellY + cellY * 0.18]
    const balcony =
      (column + floor * 2) % 4 === 1
        ? rect(
            left - cellX * 0.12,
            up + cellY * 0.42,
            cellX * 0.76,
            cellY * 0.3,
            '#fff',
            'fill-opacity="0.55"',
          )
        : ''
    return (
      rect(left, up, cellX * 0.52, cellY * 0.56, light.windows, 'rx="3"') +
      rect(left, up, cellX * 0.52, cellY * 0.2, '#fff', 'fill-opacity="0.18"') +
      balcony
    )
  })
  return (
    rect(x, top, width, height, light.walls[tone]) +
    rect(x, top, width * 0.06, height, '#000', 'fill-opacity="0.06"') +
    rect(x - 8, top - 14, width + 16, 16, '#8b7d74') +
    panes
  )
}

/** A quarter of the town behind the matter: sky, houses, trees. */
export function town(light: Light, { place, look }: { place: Random; look: number }): string {
  const tones: (0 | 1 | 2)[] = look === 0 ? [0, 1, 2] : [2, 0, 1]
  const [a = 0, b = 1, c = 2] = tones
  const shift = look * 70
  return [
    sky(light),
    house(light, -60 + shift, 420, 330, a),
    house(light, 430 + shift, 330, 260, b),
    house(light, 850 + shift, 260, 360, c),
    house(light, 1190 + shift, 460, 300, a),
    many(7, (index) =>
      tree(light, place, 60 + index * 245 + place.between(-40, 40), horizon + 12, place.between(0.55, 0.85)),
    ),
  ].join('')
}

export function tree(light: Light, random: Random, x: number, y: number, scale: number): string {
  return group(
    `translate(${round(x)} ${y}) scale(${round(scale)})`,
    rect(-9, -150, 18, 150, '#7b5a43', 'rx="6"') +
      path(blob(random, [8, -215], 96, 108), light.leavesDark) +
      path(blob(random, [-16, -235], 78, 84), light.leaves),
  )
}

/** A street towards the horizon, with pavements and lawns on both sides. */
export function street(light: Light, options: { markings?: boolean; fresh?: boolean } = {}): string {
  const { markings = true, fresh = false } = options
  const asphalt = fresh ? light.roadDark : light.road
  const dashes = many(5, (index) => {
    const near = 700 + index * index * 24 + index * 26
    const length = 22 + index * 16
    const half = 3 + index * 2.4
    return polygon(
      [
        [800 - half, near],
        [800 + half, near],
        [800 + half * 1.25, near + length],
        [800 - half * 1.25, near + length],
      ],
      '#f1efe6',
      'fill-opacity="0.9"',
    )
  })
  return [
    rect(0, horizon, frame.width, frame.height - horizon, light.grass),
    path(`M0 ${horizon} H1600 V${horizon + 26} H0Z`, light.grassDark, 'fill-opacity="0.6"'),
    polygon(
      [
        [600, horizon],
        [1000, horizon],
        [1750, 1200],
        [-150, 1200],
      ],
      light.pavement,
    ),
    polygon(
      [
        [640, horizon],
        [960, horizon],
        [1560, 1200],
        [40, 1200],
      ],
      light.pavementDark,
    ),
    polygon(
      [
        [652, horizon],
        [948, horizon],
        [1520, 1200],
        [80, 1200],
      ],
      asphalt,
    ),
    markings ? dashes : '',
  ].join('')
}

/** A pavement or square seen close by, laid with slabs. `gap`: which slabs are missing or broken. */
export function slabs(light: Light, draw: (row: number, column: number, corners: Point[]) => string): string {
  const rows = [640, 690, 755, 840, 950, 1085, 1260]
  const ground = rect(0, horizon, frame.width, 640, light.pavementDark)
  const cells = many(rows.length - 1, (row) => {
    const [top = 0, bottom = 0] = [rows[row], rows[row + 1]]
    const spread = (y: number, column: number) => 800 + (column - 5) * (y - 420) * 0.42
    return many(10, (column) => {
      const corners: Point[] = [
        [spread(top, column) + 3, top + 3],
        [spread(top, column + 1) - 3, top + 3],
        [spread(bottom, column + 1) - 4, bottom - 3],
        [spread(bottom, column) + 4, bottom - 3],
      ]
      return draw(row, column, corners)
    })
  })
  return ground + cells
}
