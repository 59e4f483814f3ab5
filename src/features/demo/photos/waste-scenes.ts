import { blob, ellipse, frame, group, horizon, line, many, path, polygon, rect } from './drawing.ts'
import type { Scenes, View } from './scene.ts'
import { bag, bench, container, litter, sapling, tufts } from './things.ts'
import { slabs, town } from './town.ts'

/** Rubbish, and where it should be. */
export const wasteScenes: Scenes = {
  dump(view) {
    const { light, random, side } = view
    const ground = town(light, view) + lot(view)
    if (side === 'after') {
      const saplings = many(4, (index) => sapling(330 + index * 300, 960 - (index % 2) * 60, light.leaves))
      return ground + saplings + notice(1330, 930)
    }
    const heap =
      path(blob(random, [800, 900], 560, 190, 0.14), '#7d6c5a') +
      path(blob(random, [690, 860], 330, 140, 0.18), '#8f7d69')
    const bags = many(22, (index) =>
      bag(
        random,
        random.between(300, 1300),
        random.between(830, 1060),
        random.between(90, 170),
        ['#2e3238', '#3f6e9a', '#e9e4da', '#4d7a4a', '#23272c'][index % 5] ?? '#2e3238',
      ),
    )
    const tyres = many(4, () => tyre(random.between(360, 1260), random.between(900, 1070)))
    const planks = many(6, () => {
      const [x, y] = [random.between(420, 1180), random.between(760, 980)]
      return line([x, y], [x + random.between(-150, 150), y + random.between(-130, 40)], '#b08a5a', 18)
    })
    return ground + heap + planks + bags + tyres + litter(random, [200, 920], [1420, 1160], 42)
  },

  bulky(view) {
    const { light, side, look } = view
    const bins = container(1130, 960, '#3f7d5a', false) + container(1410, 980, '#3f7d5a', false)
    const left =
      side === 'after' ? '' : sofa(480, 1010, look === 0 ? '#9a5b4f' : '#5b7a8a') + wardrobe(820, 960)
    return town(light, view) + yardGround(view) + pad(920) + bins + left
  },

  bins(view) {
    const { light, random, side, look } = view
    const colour = look === 0 ? '#3f7d5a' : '#3c6d98'
    const isFull = side === 'before'
    const fence =
      rect(230, 610, 1140, 250, '#9aa3aa') +
      many(20, (index) => rect(246 + index * 57, 620, 40, 236, '#b5bdc3'))
    const row = many(3, (index) => {
      const x = 470 + index * 330
      const load = isFull
        ? many(6, () =>
            bag(
              random,
              x + random.between(-90, 90),
              800 + random.between(-50, 20),
              random.between(80, 130),
              random.pick(['#2e3238', '#4d7a4a', '#e9e4da', '#3f6e9a']),
            ),
          )
        : ''
      return (
        load + container(x, 1000, colour, false).replace(isFull ? /<path d="M[^"]*q0 -46[^>]*\/>/ : /$^/, '')
      )
    })
    const around = isFull
      ? many(11, () =>
          bag(
            random,
            random.between(200, 1400),
            random.between(1010, 1120),
            random.between(90, 150),
            random.pick(['#2e3238', '#4d7a4a', '#e9e4da', '#3f6e9a']),
          ),
        ) + litter(random, [150, 1010], [1450, 1170], 36)
      : ''
    return town(light, view) + yardGround(view) + pad(900) + fence + row + around
  },

  litter(view) {
    const { light, random, side } = view
    const tiles = slabs(light, (row, column, corners) =>
      polygon(corners, (row + column) % 2 === 0 ? light.pavement : '#d6d2c9'),
    )
    const urn =
      polygon(
        [
          [1210, 760],
          [1350, 760],
          [1330, 1000],
          [1230, 1000],
        ],
        '#4b6b57',
      ) + rect(1200, 740, 160, 26, '#3a5445', 'rx="8"')
    const scene = town(light, view) + tiles + bench(470, 930, 1.25, '#a8744a')
    return side === 'after' ? scene + urn : scene + litter(random, [120, 720], [1480, 1160], 95)
  },
}

function lot({ light, random }: View): string {
  return (
    rect(0, horizon, frame.width, 620, light.grass) +
    tufts(light.grassDark, random, 60) +
    path('M0 1010 Q400 960 800 1000 T1600 980 V1200 H0Z', light.grassDark, 'fill-opacity="0.35"')
  )
}

const yardGround = ({ light }: View) => rect(0, horizon, frame.width, 620, light.grass)

const pad = (y: number) =>
  polygon(
    [
      [170, y - 70],
      [1430, y - 70],
      [1560, 1200],
      [40, 1200],
    ],
    '#b9b5ac',
  )

function notice(x: number, y: number): string {
  return (
    rect(x - 8, y - 210, 16, 220, '#6b737c') +
    rect(x - 96, y - 330, 192, 140, '#f4f1ea', 'rx="10"') +
    ellipse(x, y - 260, 52, 52, 'none', 'stroke="#d4473c" stroke-width="14"') +
    line([x - 36, y - 224], [x + 36, y - 296], '#d4473c', 14)
  )
}

const tyre = (x: number, y: number) =>
  ellipse(x, y, 92, 46, '#1f2226') +
  ellipse(x, y - 4, 44, 20, '#6a5c4c') +
  ellipse(x, y - 8, 92, 44, 'none', 'stroke="#34383d" stroke-width="6"')

function sofa(x: number, y: number, colour: string): string {
  return (
    ellipse(x, y + 6, 300, 26, '#000', 'fill-opacity="0.16"') +
    rect(x - 260, y - 250, 520, 190, colour, 'rx="34"') +
    rect(x - 260, y - 150, 520, 120, colour, 'rx="26"') +
    rect(x - 260, y - 150, 520, 60, '#fff', 'fill-opacity="0.12" rx="26"') +
    rect(x - 300, y - 190, 86, 190, colour, 'rx="30"') +
    rect(x + 214, y - 190, 86, 190, colour, 'rx="30"') +
    line([x - 10, y - 230], [x + 60, y - 110], '#000', 7, 'stroke-opacity="0.25"') +
    path(`M${x + 40} ${y - 140} l40 -20 10 34 -34 14Z`, '#e9dfc4')
  )
}

function wardrobe(x: number, y: number): string {
  return group(
    `rotate(-7 ${x} ${y})`,
    rect(x - 110, y - 420, 220, 420, '#a87f56', 'rx="6"') +
      rect(x - 4, y - 410, 8, 400, '#7d5d3c') +
      ellipse(x - 22, y - 210, 9, 9, '#e8c547') +
      group(`rotate(16 ${x + 104} ${y})`, rect(x + 8, y - 404, 96, 396, '#b98f63')),
  )
}
