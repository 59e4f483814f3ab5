import { blob, ellipse, group, horizon, line, many, type Point, path, polygon, rect } from './drawing.ts'
import type { Scenes } from './scene.ts'
import { car, lampPost } from './things.ts'
import { slabs, street, town } from './town.ts'

/** Snow, ice, water where it should not be, and the dark. */
export const weatherScenes: Scenes = {
  snow(view) {
    const { light, random, side, look } = view
    const winter = {
      ...light,
      grass: '#eef3f6',
      grassDark: '#d5e0e7',
      leaves: '#f2f6f8',
      leavesDark: '#dfe8ee',
    }
    const flakes = many(90, () =>
      ellipse(
        random.between(0, 1600),
        random.between(0, 1150),
        random.between(3, 7),
        random.between(3, 7),
        '#fff',
        'fill-opacity="0.85"',
      ),
    )
    const banks = many(9, (index) => {
      const near = index / 8
      const y = 640 + near * 480
      const reach = 40 + near * 120
      return (
        path(blob(random, [610 - near * 560, y], reach, reach * 0.5, 0.16), '#ffffff') +
        path(blob(random, [990 + near * 560, y], reach, reach * 0.5, 0.16), '#f4f8fa')
      )
    })
    if (side === 'after') return town(winter, view) + street(winter) + banks
    const cover = polygon(
      [
        [600, horizon],
        [1000, horizon],
        [1700, 1200],
        [-100, 1200],
      ],
      '#eaf0f4',
    )
    const ruts =
      path('M735 610 Q660 860 470 1200 h90 Q720 860 765 610Z', '#c7d5de') +
      path('M842 610 Q900 860 1080 1200 h90 Q930 860 872 610Z', '#c7d5de')
    const drifts = many(10, () =>
      path(
        blob(
          random,
          [random.between(200, 1400), random.between(760, 1150)],
          random.between(80, 190),
          random.between(24, 52),
          0.2,
        ),
        '#f8fbfc',
      ),
    )
    const stuck =
      car(1010, 930, 1.25, look === 0 ? '#c0564a' : '#3f7fa6') +
      path(blob(random, [1010, 945], 290, 52, 0.14), '#f5f9fb')
    return town(winter, view) + street(winter, { markings: false }) + cover + ruts + drifts + stuck + flakes
  },

  ice(view) {
    const { light, random, side } = view
    const winter = { ...light, leaves: '#f2f6f8', leavesDark: '#dfe8ee' }
    const tiles = slabs(winter, (row, column, corners) =>
      polygon(corners, (row + column) % 2 === 0 ? '#c3c8cb' : '#b4babe'),
    )
    const ice =
      path(blob(random, [780, 960], 690, 230, 0.12), '#b9dcea', 'fill-opacity="0.85"') +
      path(blob(random, [640, 930], 360, 90, 0.15), '#e8f6fb', 'fill-opacity="0.9"') +
      many(8, () => {
        const [x, y] = [random.between(260, 1300), random.between(830, 1090)]
        return line(
          [x, y],
          [x + random.between(70, 190), y - random.between(8, 26)],
          '#fff',
          7,
          'stroke-opacity="0.8"',
        )
      })
    const sand = many(420, () =>
      ellipse(
        random.between(120, 1480),
        random.between(700, 1190),
        random.between(2, 6),
        random.between(2, 4),
        random.pick(['#b08a55', '#8f6f44', '#c7a26b']),
      ),
    )
    const banks =
      path(blob(random, [60, 1010], 260, 250, 0.1), '#f5f9fb') +
      path(blob(random, [1560, 1000], 240, 260, 0.1), '#eef4f7')
    return town(winter, view) + tiles + banks + (side === 'before' ? ice : sand)
  },

  flood(view) {
    const { light, random, side, look } = view
    const base = town(light, view) + street(light, { markings: side === 'after' })
    const ditch =
      polygon(
        [
          [60, 1200],
          [330, 1200],
          [560, 640],
          [520, 640],
        ],
        '#8d8a82',
      ) +
      polygon(
        [
          [110, 1200],
          [280, 1200],
          [548, 650],
          [532, 650],
        ],
        side === 'after' ? '#7fb2c9' : '#6b5a48',
      )
    if (side === 'after') return base + ditch
    const water =
      path('M0 760 Q400 700 800 745 T1600 730 V1200 H0Z', '#7a98a3', 'fill-opacity="0.93"') +
      many(14, () => {
        const [x, y] = [random.between(40, 1500), random.between(780, 1170)]
        return path(
          `M${Math.round(x)} ${Math.round(y)} q40 -14 80 0 t80 0`,
          'none',
          'stroke="#c8dbe2" stroke-width="6" stroke-opacity="0.7"',
        )
      })
    const drowned =
      car(980, 900, 1.3, look === 0 ? '#d9a13b' : '#7b8c55') +
      rect(720, 846, 540, 112, '#7a98a3', 'fill-opacity="0.93"')
    return base + ditch + water + drowned
  },

  leak(view) {
    const { light, random, side } = view
    const base = town(light, view) + street(light)
    if (side === 'after') {
      const patch: Point[] = [
        [560, 860],
        [900, 850],
        [960, 1010],
        [500, 1024],
      ]
      return base + polygon(patch, '#3d4147') + polygon(patch, 'none', 'stroke="#2d3035" stroke-width="8"')
    }
    const pool =
      path(blob(random, [760, 990], 520, 120, 0.14), '#7fa7b8', 'fill-opacity="0.95"') +
      path('M700 1040 Q500 1110 120 1200 H520 Q760 1120 820 1040Z', '#7fa7b8', 'fill-opacity="0.9"')
    const jet =
      many(9, (index) =>
        path(
          `M760 950 Q${740 + (index - 4) * 30} ${520 - (4 - Math.abs(index - 4)) * 70} ${760 + (index - 4) * 92} ${900 - (4 - Math.abs(index - 4)) * 12}`,
          'none',
          'stroke="#d8eef6" stroke-width="13" stroke-opacity="0.85"',
        ),
      ) +
      many(40, () =>
        ellipse(
          random.between(520, 1000),
          random.between(430, 900),
          random.between(4, 11),
          random.between(4, 11),
          '#e6f5fa',
          'fill-opacity="0.9"',
        ),
      )
    return base + pool + path(blob(random, [760, 960], 120, 44, 0.2), '#4b5058') + jet
  },

  lamp(view) {
    const { random, side, look } = view
    const isLit = side === 'after'
    const night = look === 0 ? ['#0d1a2c', '#22344b'] : ['#191631', '#372c4a']
    const walls = isLit ? '#3a4a5e' : '#243244'
    const stars = many(60, () =>
      ellipse(
        random.between(0, 1600),
        random.between(0, 420),
        random.between(1, 3),
        random.between(1, 3),
        '#fff',
        'fill-opacity="0.8"',
      ),
    )
    const block = (x: number, width: number, height: number) =>
      rect(x, horizon - height, width, height, walls) +
      many(Math.round((width * height) / 9000), () =>
        rect(
          x + random.between(16, width - 44),
          horizon - random.between(50, height - 16),
          26,
          34,
          random.chance(0.35) ? '#f3cf7a' : '#2c3c50',
        ),
      )
    const light = isLit
      ? polygon(
          [
            [540, 250],
            [660, 250],
            [1250, 1200],
            [-60, 1200],
          ],
          '#ffdf94',
          'fill-opacity="0.3"',
        ) +
        ellipse(600, 1040, 560, 130, '#ffe6ad', 'fill-opacity="0.35"') +
        ellipse(600, 246, 110, 70, '#fff0c4', 'fill-opacity="0.6"')
      : ''
    const ground =
      rect(0, horizon, 1600, 620, isLit ? '#33404c' : '#1b2530') +
      polygon(
        [
          [600, horizon],
          [1000, horizon],
          [1720, 1200],
          [-120, 1200],
        ],
        isLit ? '#4a545e' : '#26303b',
      )
    const dashes = many(4, (index) =>
      polygon(
        [
          [796 - index * 3, 690 + index * 118],
          [804 + index * 3, 690 + index * 118],
          [808 + index * 4, 740 + index * 122],
          [792 - index * 4, 740 + index * 122],
        ],
        '#e9e4d2',
        `fill-opacity="${isLit ? 0.9 : 0.3}"`,
      ),
    )
    return [
      `<linearGradient id="night" x1="0" y1="0" x2="0" y2="1"><stop offset="0" stop-color="${night[0]}"/><stop offset="1" stop-color="${night[1]}"/></linearGradient>`,
      rect(0, 0, 1600, 640, 'url(#night)') + stars + ellipse(1300, 150, 56, 56, '#e9e7d8'),
      block(-40, 430, 300) + block(450, 300, 220) + block(830, 320, 340) + block(1210, 430, 260),
      ground + dashes + light,
      group('scale(-1 1) translate(-1200 0)', lampPost(464, 1120, 830, isLit ? '#fff3cf' : '#39424c')),
    ].join('')
  },
}
