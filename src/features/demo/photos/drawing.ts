import type { Random } from '../random.ts'

/**
 * Pieces of which the pictures of the demo are put together: flat drawings that nobody takes for photographs. All of them
 * return SVG in a frame of 1600 by 1200; the ground begins at `horizon`.
 */

export const frame = { width: 1600, height: 1200 } as const
export const horizon = 600
/** Of the small picture, as photos of residents have it. */
export const smallWidth = 400

export type Point = readonly [x: number, y: number]

/** Colours of a time of day. */
export type Light = {
  sky: readonly [string, string]
  sun: string
  hills: string
  walls: readonly [string, string, string]
  windows: string
  grass: string
  grassDark: string
  road: string
  roadDark: string
  pavement: string
  pavementDark: string
  leaves: string
  leavesDark: string
}

export const lights: readonly [Light, Light] = [
  {
    sky: ['#9fd0ee', '#e6f4fb'],
    sun: '#fff3c4',
    hills: '#a9c4cf',
    walls: ['#d9cdbf', '#c7d3d8', '#e3d3b4'],
    windows: '#6f93a8',
    grass: '#8cb65c',
    grassDark: '#6f9a47',
    road: '#6b7078',
    roadDark: '#4b5058',
    pavement: '#c9c5bd',
    pavementDark: '#a9a59c',
    leaves: '#5f9a4c',
    leavesDark: '#47793a',
  },
  {
    sky: ['#f2b384', '#fbe6cf'],
    sun: '#fff1d6',
    hills: '#c9a3a0',
    walls: ['#d8b79c', '#bfb3b4', '#e0c08e'],
    windows: '#8d7f86',
    grass: '#a8a452',
    grassDark: '#87833f',
    road: '#6e6a70',
    roadDark: '#4d4950',
    pavement: '#cbb9a8',
    pavementDark: '#a8978a',
    leaves: '#c98a3a',
    leavesDark: '#a36a2b',
  },
]

export const polygon = (points: readonly Point[], fill: string, more = '') =>
  `<polygon points="${points.map((point) => point.map(round).join(',')).join(' ')}" fill="${fill}" ${more}/>`

export const rect = (x: number, y: number, width: number, height: number, fill: string, more = '') =>
  `<rect x="${round(x)}" y="${round(y)}" width="${round(width)}" height="${round(height)}" fill="${fill}" ${more}/>`

export const ellipse = (x: number, y: number, rx: number, ry: number, fill: string, more = '') =>
  `<ellipse cx="${round(x)}" cy="${round(y)}" rx="${round(rx)}" ry="${round(ry)}" fill="${fill}" ${more}/>`

export const line = (from: Point, to: Point, stroke: string, width: number, more = '') =>
  `<line x1="${round(from[0])}" y1="${round(from[1])}" x2="${round(to[0])}" y2="${round(to[1])}" stroke="${stroke}" stroke-width="${width}" stroke-linecap="round" ${more}/>`

export const path = (d: string, fill: string, more = '') => `<path d="${d}" fill="${fill}" ${more}/>`

export const group = (transform: string, content: string) => `<g transform="${transform}">${content}</g>`

export const round = (value: number) => Math.round(value * 10) / 10

/** So many pieces in a row or heap. */
export const many = (count: number, draw: (index: number) => string) =>
  Array.from({ length: count }, (_, index) => draw(index)).join('')

/** An uneven closed shape around a point, for holes, puddles, heaps and crowns. */
export function blob(
  random: Random,
  [x, y]: Point,
  rx: number,
  ry: number,
  rough = 0.18,
  corners = 14,
): string {
  const points = Array.from({ length: corners }, (_, index): Point => {
    const angle = (index / corners) * 2 * Math.PI
    const reach = 1 + random.between(-rough, rough)
    return [x + Math.cos(angle) * rx * reach, y + Math.sin(angle) * ry * reach]
  })
  const between = (a: Point, b: Point): Point => [(a[0] + b[0]) / 2, (a[1] + b[1]) / 2]
  const at = (index: number): Point => points[index % corners] ?? [x, y]
  const start = between(at(corners - 1), at(0))
  const curves = points.map((point, index) => {
    const end = between(point, at(index + 1))
    return `Q${point.map(round).join(' ')} ${end.map(round).join(' ')}`
  })
  return `M${start.map(round).join(' ')}${curves.join('')}Z`
}

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

export function lampPost(x: number, y: number, height: number, head: string): string {
  return (
    rect(x - 8, y - height, 16, height, '#58616b', 'rx="6"') +
    path(`M${x} ${y - height} q0 -46 70 -46 h36`, 'none', 'stroke="#58616b" stroke-width="12"') +
    rect(x + 88, y - height - 58, 96, 26, head, 'rx="12"')
  )
}

export function car(x: number, y: number, scale: number, colour: string): string {
  return group(
    `translate(${x} ${y}) scale(${scale})`,
    ellipse(0, 6, 190, 22, '#000', 'fill-opacity="0.18"') +
      path(
        'M-185 -20 q-6 -62 50 -70 l40 -54 q10 -14 30 -14 h120 q20 0 34 16 l44 54 q54 6 58 44 l2 24 q0 12 -14 12 h-348 q-14 0 -16 -12Z',
        colour,
      ) +
      path('M-84 -92 l32 -42 q6 -8 16 -8 h44 v50Z', '#d6e6ee') +
      path('M24 -142 h46 q12 0 20 10 l32 40 h-98Z', '#d6e6ee') +
      ellipse(-108, -14, 40, 40, '#23272c') +
      ellipse(-108, -14, 18, 18, '#aab2ba') +
      ellipse(118, -14, 40, 40, '#23272c') +
      ellipse(118, -14, 18, 18, '#aab2ba') +
      rect(176, -66, 16, 18, '#ffe9a8', 'rx="5"') +
      rect(-188, -64, 12, 18, '#d4473c', 'rx="5"'),
  )
}

export function bag(random: Random, x: number, y: number, size: number, colour: string): string {
  return (
    path(blob(random, [x, y - size * 0.5], size * 0.62, size * 0.52, 0.12, 9), colour) +
    path(
      `M${x - size * 0.12} ${y - size} q${size * 0.12} ${size * 0.1} ${size * 0.24} 0 l-${size * 0.06} ${size * 0.2} h-${size * 0.14}Z`,
      colour,
    ) +
    ellipse(x - size * 0.2, y - size * 0.62, size * 0.12, size * 0.2, '#fff', 'fill-opacity="0.14"')
  )
}

export function container(x: number, y: number, colour: string, isOpen: boolean): string {
  const body = polygon(
    [
      [x - 120, y - 190],
      [x + 120, y - 190],
      [x + 102, y - 14],
      [x - 102, y - 14],
    ],
    colour,
  )
  const ribs = many(4, (index) =>
    line([x - 66 + index * 44, y - 172], [x - 60 + index * 40, y - 34], '#000', 5, 'stroke-opacity="0.14"'),
  )
  const lid = isOpen
    ? polygon(
        [
          [x - 128, y - 196],
          [x + 128, y - 196],
          [x + 110, y - 300],
          [x - 110, y - 300],
        ],
        '#000',
        'fill-opacity="0.55"',
      ) +
      polygon(
        [
          [x - 128, y - 196],
          [x + 128, y - 196],
          [x + 110, y - 300],
          [x - 110, y - 300],
        ],
        colour,
        'fill-opacity="0.75"',
      )
    : path(`M${x - 132} ${y - 186} q0 -46 40 -46 h184 q40 0 40 46Z`, colour) +
      rect(x - 132, y - 192, 264, 12, '#000', 'fill-opacity="0.16"')
  const wheels = ellipse(x - 78, y - 8, 16, 16, '#2a2d31') + ellipse(x + 78, y - 8, 16, 16, '#2a2d31')
  return ellipse(x, y, 150, 18, '#000', 'fill-opacity="0.16"') + lid + body + ribs + wheels
}

export function bench(x: number, y: number, scale: number, wood: string): string {
  const plank = (dy: number, height: number) => rect(-150, dy, 300, height, wood, 'rx="5"')
  return group(
    `translate(${x} ${y}) scale(${scale})`,
    ellipse(0, 4, 165, 14, '#000', 'fill-opacity="0.16"') +
      rect(-124, -70, 14, 74, '#4b5158') +
      rect(110, -70, 14, 74, '#4b5158') +
      rect(-124, -150, 12, 90, '#4b5158') +
      rect(112, -150, 12, 90, '#4b5158') +
      plank(-148, 22) +
      plank(-116, 22) +
      plank(-78, 20),
  )
}

/** Leaflets, bottles, cups. */
export function litter(random: Random, from: Point, to: Point, count: number): string {
  const colours = ['#f4f1ea', '#d9534f', '#5aa9d6', '#e8c547', '#7fbf7f', '#b08d57']
  return many(count, () => {
    const [x, y] = [random.between(from[0], to[0]), random.between(from[1], to[1])]
    const size = ((y - 500) / 700) * random.between(20, 46)
    const turn = `rotate(${Math.round(random.between(0, 180))} ${round(x)} ${round(y)})`
    const colour = random.pick(colours)
    return random.chance(0.5)
      ? rect(x, y, size, size * 0.62, colour, `rx="3" transform="${turn}"`)
      : rect(x, y, size * 1.3, size * 0.36, colour, `rx="${round(size * 0.18)}" transform="${turn}"`)
  })
}

export const svg = (content: string) =>
  `<svg xmlns="http://www.w3.org/2000/svg" width="${frame.width}" height="${frame.height}" viewBox="0 0 ${frame.width} ${frame.height}">${content}</svg>`
