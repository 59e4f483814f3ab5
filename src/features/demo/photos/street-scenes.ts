import {
  blob,
  car,
  ellipse,
  frame,
  group,
  horizon,
  lampPost,
  line,
  many,
  type Point,
  path,
  polygon,
  rect,
  slabs,
  street,
  town,
} from './drawing.ts'
import type { Scenes, View } from './scene.ts'

/** What is wrong with roads and pavements. */
export const streetScenes: Scenes = {
  pothole(view) {
    const { light, random, side, look } = view
    const at: Point = look === 0 ? [650, 960] : [930, 930]
    const hole = [
      path(blob(random, at, 300, 112, 0.14), light.roadDark),
      path(blob(random, at, 250, 84, 0.16), '#33363b'),
      path(blob(random, [at[0] + 10, at[1] + 18], 190, 52, 0.12), '#6d93a6'),
      ellipse(at[0] - 40, at[1] + 4, 70, 10, '#fff', 'fill-opacity="0.4"'),
      many(9, (index) => cracks(view, at, index)),
      many(16, () =>
        path(
          blob(
            random,
            [at[0] + random.between(-340, 340), at[1] + random.between(-110, 130)],
            random.between(8, 20),
            random.between(5, 11),
            0.3,
            7,
          ),
          '#8a8d93',
        ),
      ),
    ].join('')
    const [x, y] = at
    const patch =
      polygon(
        [
          [x - 300, y - 96],
          [x + 260, y - 96],
          [x + 330, y + 112],
          [x - 370, y + 112],
        ],
        '#3d4147',
      ) +
      polygon(
        [
          [x - 300, y - 96],
          [x + 260, y - 96],
          [x + 330, y + 112],
          [x - 370, y + 112],
        ],
        'none',
        'stroke="#2d3035" stroke-width="8"',
      ) +
      many(60, () => ellipse(x + random.between(-280, 240), y + random.between(-80, 96), 3, 2, '#5c6067'))
    return town(light, view) + street(light) + (side === 'before' ? hole : patch)
  },

  trench(view) {
    const { light, random, side } = view
    const edge: Point[] = [
      [60, 960],
      [1540, 860],
      [1600, 960],
      [1600, 990],
      [40, 1100],
    ]
    const dug = [
      polygon(edge, '#5b4636'),
      polygon(
        [
          [80, 985],
          [1560, 890],
          [1600, 950],
          [60, 1075],
        ],
        '#33271f',
      ),
      many(4, (index) =>
        path(
          blob(random, [230 + index * 380, 880 - index * 26], 150, 74, 0.2),
          index % 2 === 0 ? '#8a6a4f' : '#7a5b43',
        ),
      ),
      many(30, () =>
        path(
          blob(
            random,
            [random.between(80, 1500), random.between(830, 940)],
            random.between(8, 22),
            random.between(6, 13),
            0.3,
            7,
          ),
          '#9c7d60',
        ),
      ),
      group('rotate(-9 1180 800)', barrier(1180, 800)),
    ].join('')
    const mended = polygon(edge, '#3f434a') + polygon(edge, 'none', 'stroke="#30343a" stroke-width="8"')
    return town(light, view) + street(light) + (side === 'before' ? dug : mended)
  },

  sidewalk(view) {
    const { light, random, side, look } = view
    const broken = new Set(
      look === 0 ? ['3/4', '3/5', '4/4', '4/5', '4/6', '5/5'] : ['2/5', '3/3', '4/3', '4/4', '5/6', '3/4'],
    )
    const tiles = slabs(light, (row, column, corners) => {
      const isBroken = side === 'before' && broken.has(`${row}/${column}`)
      const shade = (row + column) % 2 === 0 ? light.pavement : '#d6d2c9'
      if (!isBroken) return polygon(corners, shade)
      const [a, b, c, d] = corners
      if (!a || !b || !c || !d) return ''
      const middle: Point = [(a[0] + c[0]) / 2 + random.between(-30, 30), (a[1] + c[1]) / 2]
      const lift = random.between(-26, 18)
      return (
        polygon(corners, '#7d6a57') +
        polygon(
          [a, b, middle],
          shade,
          `transform="translate(${Math.round(random.between(-14, 14))} ${Math.round(lift)})"`,
        ) +
        polygon(
          [middle, c, d],
          '#b9b3a8',
          `transform="rotate(${Math.round(random.between(-9, 9))} ${Math.round(middle[0])} ${Math.round(middle[1])})"`,
        )
      )
    })
    const kerb = rect(0, horizon + 2, frame.width, 34, '#b2aea6')
    return town(light, view) + tiles + kerb
  },

  crossing(view) {
    const { light, random, side } = view
    const paint = side === 'before' ? 'fill-opacity="0.16"' : ''
    const stripes = many(7, (index) => {
      const x = 190 + index * 200
      return polygon(
        [
          [x + 60, 820],
          [x + 150, 820],
          [x + 130, 1060],
          [x - 6, 1060],
        ],
        '#f4f1e8',
        paint,
      )
    })
    const worn =
      side === 'before'
        ? many(26, () =>
            path(
              blob(
                random,
                [random.between(180, 1480), random.between(830, 1050)],
                random.between(16, 44),
                random.between(5, 12),
                0.4,
                8,
              ),
              '#f4f1e8',
              'fill-opacity="0.32"',
            ),
          )
        : ''
    const sign =
      rect(1352, 520, 14, 330, '#6b737c') +
      group(
        'rotate(45 1359 470)',
        rect(1290, 401, 138, 138, side === 'before' ? '#9fb4c6' : '#2f79c4', 'rx="10"'),
      ) +
      path('M1359 430 l54 92 h-108Z', '#fff') +
      path('M1352 466 a10 10 0 1 1 14 0 l6 30 14 22 -10 6 -16 -22 -16 22 -10 -6 12 -22Z', '#23272c')
    return (
      town(light, view) +
      street(light, { markings: false }) +
      stripes +
      worn +
      (side === 'before' ? group('rotate(14 1359 850)', sign) : sign)
    )
  },

  trafficLight(view) {
    const { light, side } = view
    const works = side === 'after'
    const lens = (y: number, colour: string, isLit: boolean) =>
      ellipse(800, y, 76, 76, '#15181b') +
      ellipse(800, y, 64, 64, isLit ? colour : '#3a3f45') +
      (isLit ? ellipse(800, y, 120, 120, colour, 'fill-opacity="0.22"') : '')
    const box =
      rect(786, 700, 28, 520, '#4a5058') +
      rect(690, 120, 220, 600, '#23272c', 'rx="44"') +
      lens(220, '#e04b3f', false) +
      lens(420, '#f2b632', false) +
      lens(620, '#4fc26a', works)
    return (
      town(light, view) +
      street(light) +
      (works ? box : group('rotate(-4 800 1200)', box + line([690, 560], [640, 900], '#23272c', 8)))
    )
  },

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

  manhole(view) {
    const { light, side, look } = view
    const at: Point = look === 0 ? [800, 960] : [660, 930]
    const [x, y] = at
    const ring = ellipse(x, y, 250, 104, '#83888f') + ellipse(x, y, 224, 90, '#5d6269')
    const open =
      ring +
      ellipse(x, y + 6, 206, 78, '#101214') +
      path(`M${x - 190} ${y - 20} q190 -80 380 0 q-190 -44 -380 0Z`, '#3a3f45') +
      line([x + 70, y + 40], [x + 150, y - 430], '#9b7a52', 24) +
      polygon(
        [
          [x + 120, y - 430],
          [x + 210, y - 440],
          [x + 180, y - 350],
        ],
        '#d4473c',
      )
    const cover =
      ring +
      ellipse(x, y, 206, 80, '#474c53') +
      many(5, (index) =>
        line(
          [x - 150 + index * 12, y - 44 + index * 22],
          [x + 150 - index * 12, y - 44 + index * 22],
          '#5f656d',
          9,
        ),
      ) +
      ellipse(x, y, 206, 80, 'none', 'stroke="#2f3339" stroke-width="8"')
    return town(light, view) + street(light, { markings: false }) + (side === 'before' ? open : cover)
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

function cracks({ random }: View, [x, y]: Point, index: number): string {
  const angle = (index / 9) * 2 * Math.PI
  const at = (reach: number, bend: number): Point => [
    x + Math.cos(angle + bend) * 300 * reach,
    y + Math.sin(angle + bend) * 112 * reach,
  ]
  const [a, b, c] = [at(0.95, 0), at(1.15, random.between(-0.15, 0.15)), at(1.35, random.between(-0.2, 0.2))]
  return line(a, b, '#33363b', 7) + line(b, c, '#33363b', 4)
}

function barrier(x: number, y: number): string {
  const stripes = many(6, (index) =>
    polygon(
      [
        [x - 150 + index * 54, y - 130],
        [x - 124 + index * 54, y - 130],
        [x - 140 + index * 54, y - 86],
        [x - 166 + index * 54, y - 86],
      ],
      '#d4473c',
    ),
  )
  return (
    rect(x - 170, y - 130, 340, 44, '#f4f1ea') +
    stripes +
    rect(x - 130, y - 86, 14, 110, '#6b737c') +
    rect(x + 116, y - 86, 14, 110, '#6b737c')
  )
}
