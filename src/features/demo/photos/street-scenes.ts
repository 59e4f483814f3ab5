import {
  blob,
  ellipse,
  frame,
  group,
  horizon,
  line,
  many,
  type Point,
  path,
  polygon,
  rect,
} from './drawing.ts'
import type { Scenes, View } from './scene.ts'
import { slabs, street, town } from './town.ts'

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
