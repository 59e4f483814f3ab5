import type { Random } from '../random.ts'
import { blob, ellipse, group, line, many, type Point, path, polygon, rect, round } from './drawing.ts'

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

export const tufts = (colour: string, random: Random, count: number) =>
  many(count, () => {
    const [x, y] = [random.between(0, 1600), random.between(660, 1180)]
    return path(`M${Math.round(x)} ${Math.round(y)} l7 -22 6 22 9 -18 4 18Z`, colour)
  })

/** A young tree between two stakes. */
export function sapling(x: number, y: number, leaves: string): string {
  return (
    line([x - 34, y], [x - 30, y - 170], '#b5793f', 10) +
    line([x + 34, y], [x + 30, y - 170], '#b5793f', 10) +
    rect(x - 6, y - 210, 12, 210, '#7b5a43', 'rx="5"') +
    line([x - 31, y - 120], [x + 31, y - 120], '#e9e4da', 8) +
    ellipse(x, y - 250, 66, 84, leaves) +
    ellipse(x - 18, y - 272, 40, 50, '#fff', 'fill-opacity="0.14"') +
    ellipse(x, y + 2, 62, 15, '#6d563f')
  )
}
