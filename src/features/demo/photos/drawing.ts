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

export const svg = (content: string) =>
  `<svg xmlns="http://www.w3.org/2000/svg" width="${frame.width}" height="${frame.height}" viewBox="0 0 ${frame.width} ${frame.height}">${content}</svg>`
