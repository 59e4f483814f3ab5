import { blob, ellipse, frame, horizon, line, many, type Point, path, polygon, rect } from './drawing.ts'
import type { Scenes } from './scene.ts'
import { bench } from './things.ts'
import { town } from './town.ts'

/** What is wrong with houses and bus stops. */
export const houseScenes: Scenes = {
  stop(view) {
    const { light, random, side, look } = view
    const isMended = side === 'after'
    const roof = isMended ? '#2f7d6a' : '#8b7d74'
    const glass = (x: number, isBroken: boolean) =>
      isBroken
        ? polygon(
            [
              [x, 560],
              [x + 240, 560],
              [x + 200, 640],
              [x + 130, 600],
              [x + 90, 700],
              [x + 40, 640],
              [x, 760],
            ],
            '#cfe3ea',
            'fill-opacity="0.75"',
          ) +
          polygon(
            [
              [x, 920],
              [x + 90, 850],
              [x + 150, 930],
            ],
            '#cfe3ea',
            'fill-opacity="0.7"',
          )
        : rect(x, 560, 240, 370, '#cfe3ea', 'fill-opacity="0.75"') +
          line([x + 40, 880], [x + 190, 600], '#fff', 10, 'stroke-opacity="0.6"')
    const shelter = [
      polygon(
        [
          [290, 500],
          [1310, 500],
          [1380, 560],
          [220, 560],
        ],
        roof,
      ),
      glass(380, !isMended) + glass(680, false) + glass(980, !isMended && look === 1),
      many(4, (index) => rect(366 + index * 300, 560, 16, 420, '#4b5158')),
      isMended ? bench(800, 990, 1.5, '#b5793f') : line([650, 980], [760, 950], '#7d6a57', 18),
    ].join('')
    const shards = isMended
      ? ''
      : many(26, () =>
          polygon(
            shard(random.between(360, 1240), random.between(990, 1080), random.between(14, 34)),
            '#e4f1f5',
          ),
        )
    const ground =
      rect(0, horizon, frame.width, 620, light.grass) +
      rect(0, 930, frame.width, 180, light.pavement) +
      rect(0, 1110, frame.width, 110, light.road)
    return town(light, view) + ground + shelter + shards
  },

  icicles(view) {
    const { light, random, side, look } = view
    const wall =
      rect(0, 0, frame.width, frame.height, look === 0 ? '#c9b8a6' : '#b7c0c4') +
      many(5, (row) =>
        line([0, 330 + row * 190], [1600, 330 + row * 190], '#000', 3, 'stroke-opacity="0.07"'),
      )
    const windows = many(
      3,
      (index) =>
        rect(150 + index * 520, 430, 270, 320, '#fff', 'rx="6"') +
        rect(166 + index * 520, 446, 238, 288, light.windows) +
        rect(278 + index * 520, 446, 14, 288, '#fff'),
    )
    const roof =
      polygon(
        [
          [0, 0],
          [1600, 0],
          [1600, 190],
          [0, 190],
        ],
        '#8a4b3f',
      ) +
      many(27, (index) => line([index * 62, 0], [index * 62, 190], '#000', 4, 'stroke-opacity="0.14"')) +
      rect(0, 186, 1600, 40, '#6f7780')
    const door =
      rect(610, 860, 380, 360, '#5c6b73', 'rx="8"') +
      rect(560, 812, 480, 46, '#7c868d', 'rx="6"') +
      ellipse(940, 1040, 14, 14, '#e8c547')
    const ground = rect(0, 1140, 1600, 60, '#eef3f6')
    if (side === 'after') return wall + roof + windows + door + ground
    const snow = path(
      `M0 190 ${many(10, (index) => `q80 ${-46 - (index % 3) * 18} 160 0 `)} V210 H0Z`,
      '#f7fafc',
    )
    const ice = many(36, (index) => {
      const x = 20 + index * 44 + random.between(-10, 10)
      const long = random.between(70, 360)
      const wide = random.between(14, 30)
      return (
        polygon(
          [
            [x - wide, 224],
            [x + wide, 224],
            [x + 2, 224 + long],
          ],
          '#cfe9f4',
          'fill-opacity="0.95"',
        ) +
        polygon(
          [
            [x - wide * 0.3, 226],
            [x + wide * 0.1, 226],
            [x, 214 + long * 0.8],
          ],
          '#fff',
          'fill-opacity="0.8"',
        )
      )
    })
    return wall + roof + windows + door + snow + ice + ground
  },

  wall(view) {
    const { light, random, side, look } = view
    const plaster = look === 0 ? '#d8cdb8' : '#c3cdd2'
    const wall =
      rect(0, 0, 1600, 1010, plaster) +
      rect(0, 1010, 1600, 200, light.pavement) +
      rect(0, 940, 1600, 76, '#9a948a')
    const entrance =
      rect(1010, 420, 340, 590, '#5c6b73', 'rx="8"') +
      rect(950, 360, 460, 56, '#8b7d74', 'rx="6"') +
      rect(1300, 700, 18, 60, '#e8c547', 'rx="6"') +
      rect(1060, 470, 240, 190, light.windows, 'rx="4"')
    const window = (x: number) =>
      rect(x, 190, 260, 320, '#fff', 'rx="6"') +
      rect(x + 16, 206, 228, 288, light.windows) +
      rect(x + 122, 206, 14, 288, '#fff')
    const base = wall + window(120) + window(560) + entrance
    if (side === 'after') return base + rect(120, 800, 760, 60, '#7fae6a', 'fill-opacity="0.35"')
    const bare = many(6, () =>
      path(
        blob(
          random,
          [random.between(120, 940), random.between(560, 930)],
          random.between(70, 170),
          random.between(50, 120),
          0.26,
        ),
        '#a5604a',
      ),
    )
    const crack =
      path(
        'M470 0 l-30 140 50 120 -60 160 70 150 -40 160 60 220',
        'none',
        'stroke="#4b4540" stroke-width="14"',
      ) + path('M440 420 l-110 80 -40 110', 'none', 'stroke="#4b4540" stroke-width="8"')
    const bills = many(7, () => {
      const [x, y] = [random.between(620, 920), random.between(560, 860)]
      return (
        rect(
          x,
          y,
          92,
          122,
          random.pick(['#f4f1ea', '#f2e6a8', '#cfe3ea']),
          `transform="rotate(${Math.round(random.between(-14, 14))} ${Math.round(x)} ${Math.round(y)})"`,
        ) + many(3, (index) => rect(x + 14, y + 24 + index * 26, 62, 8, '#8b8580'))
      )
    })
    return base + bare + crack + bills
  },
}

function shard(x: number, y: number, size: number): Point[] {
  return [
    [x, y],
    [x + size, y - size * 0.3],
    [x + size * 0.6, y + size * 0.5],
  ]
}
