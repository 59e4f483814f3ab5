import {
  bag,
  bench,
  blob,
  car,
  container,
  ellipse,
  frame,
  group,
  horizon,
  line,
  litter,
  many,
  type Point,
  path,
  polygon,
  rect,
  slabs,
  town,
} from './drawing.ts'
import type { Scenes, View } from './scene.ts'

/** What is wrong in yards, parks and at bus stops. */
export const yardScenes: Scenes = {
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

  lawn(view) {
    const { light, random, side, look } = view
    const base = town(light, view)
    const green =
      rect(0, horizon, frame.width, 620, light.grass) +
      rect(0, 1110, frame.width, 110, light.pavement) +
      rect(0, 1092, frame.width, 22, light.pavementDark)
    if (side === 'after') {
      const posts = many(
        9,
        (index) =>
          rect(90 + index * 176, 1000, 26, 110, '#e9e4da', 'rx="10"') +
          rect(90 + index * 176, 1030, 26, 22, '#d4473c'),
      )
      return (
        base +
        green +
        tufts(light.grassDark, random, 70) +
        posts +
        sapling(420, 860, light.leaves) +
        sapling(1120, 840, light.leaves)
      )
    }
    const mud =
      path(blob(random, [760, 900], 640, 170, 0.16), '#8a6f52') +
      many(4, (index) =>
        path(
          `M${120 + index * 90} 1100 Q${420 + index * 60} ${960 - index * 20} ${760 + index * 40} ${900 - index * 20}`,
          'none',
          'stroke="#6d563f" stroke-width="26" stroke-opacity="0.8"',
        ),
      )
    return (
      base +
      green +
      mud +
      car(560, 930, 1.25, look === 0 ? '#4a6fa5' : '#8a8f96') +
      car(1120, 900, 1.1, '#c9c4ba')
    )
  },

  yard(view) {
    const { light, random, side } = view
    const base = town(light, view)
    if (side === 'after') {
      const paved = slabs(light, (row, column, corners) =>
        polygon(corners, (row * 3 + column) % 4 === 0 ? '#cdb9a0' : '#dcd3c4'),
      )
      const bed =
        ellipse(1150, 930, 260, 90, '#7a5b43') +
        many(46, () =>
          ellipse(
            1150 + random.between(-220, 220),
            922 + random.between(-62, 62),
            15,
            13,
            random.pick(['#e0574f', '#f2b632', '#f4f1ea', '#b06ab3']),
          ),
        )
      return base + paved + bed + bench(480, 950, 1.3, '#b5793f')
    }
    const mud =
      rect(0, horizon, frame.width, 620, '#8c7258') +
      many(6, () =>
        path(
          blob(
            random,
            [random.between(150, 1450), random.between(760, 1130)],
            random.between(130, 280),
            random.between(34, 74),
            0.16,
          ),
          '#76899a',
        ),
      )
    const broken = group('rotate(11 480 950)', bench(480, 950, 1.3, '#7d6a57'))
    return base + mud + broken
  },

  playground(view) {
    const { light, random, side, look } = view
    const isMended = side === 'after'
    const floor = isMended ? '#c9785a' : '#a99a80'
    const ground = rect(0, horizon, frame.width, 620, light.grass) + ellipse(800, 1000, 740, 200, floor)
    const metal = isMended ? (look === 0 ? '#2f79c4' : '#d9803a') : '#8b8580'
    const swings =
      line([300, 1040], [400, 560], metal, 20) +
      line([500, 1040], [400, 560], metal, 20) +
      line([900, 1000], [980, 560], metal, 20) +
      line([1070, 1000], [980, 560], metal, 20) +
      line([400, 566], [980, 566], metal, 20) +
      line([520, 570], [520, 880], '#4b5158', 8) +
      line([620, 570], [620, isMended ? 880 : 700], '#4b5158', 8) +
      (isMended
        ? rect(500, 876, 140, 22, '#b5793f', 'rx="6"')
        : group('rotate(52 520 884)', rect(510, 876, 140, 22, '#7d6a57', 'rx="6"'))) +
      line([760, 570], [760, 880], '#4b5158', 8) +
      line([860, 570], [860, 880], '#4b5158', 8) +
      rect(740, 876, 140, 22, isMended ? '#b5793f' : '#7d6a57', 'rx="6"')
    const slide =
      rect(1200, 640, 18, 400, metal) +
      rect(1330, 640, 18, 400, metal) +
      many(5, (index) => rect(1206, 700 + index * 66, 136, 14, metal)) +
      path('M1338 640 Q1460 860 1560 1040 h-66 Q1400 860 1338 720Z', isMended ? '#f2b632' : '#9c958c') +
      (isMended
        ? ''
        : polygon(
            [
              [1410, 800],
              [1470, 900],
              [1440, 930],
              [1390, 830],
            ],
            light.grass,
          ))
    return (
      town(light, view) +
      ground +
      swings +
      slide +
      (isMended ? '' : litter(random, [300, 980], [1400, 1140], 16))
    )
  },

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

  tree(view) {
    const { light, random, side } = view
    const ground =
      rect(0, horizon, frame.width, 620, light.grass) +
      rect(0, 900, frame.width, 190, light.pavement) +
      rect(0, 1090, frame.width, 130, light.road)
    if (side === 'after')
      return town(light, view) + ground + sapling(520, 880, light.leaves) + sapling(1060, 880, light.leaves)
    const trunk = path('M120 860 Q700 790 1180 960 l16 60 Q700 880 130 940Z', '#7b5a43')
    const limbs = many(9, (index) =>
      line(
        [760 + index * 52, 880 + index * 12],
        [800 + index * 70 + random.between(-60, 60), random.between(620, 820)],
        '#6d5140',
        16 - index,
      ),
    )
    const crown = many(7, (index) =>
      path(
        blob(random, [1000 + (index % 3) * 130, 800 + Math.floor(index / 3) * 110], 150, 100, 0.2),
        index % 2 === 0 ? light.leavesDark : light.leaves,
        'fill-opacity="0.92"',
      ),
    )
    const roots =
      path(blob(random, [130, 900], 110, 120, 0.3), '#5b4636') +
      many(6, (index) => line([110, 880], [20 + index * 30, 760 + index * 50], '#4b392c', 12))
    return town(light, view) + ground + trunk + limbs + crown + roots
  },

  fountain(view) {
    const { light, random, side } = view
    const works = side === 'after'
    const paved = slabs(light, (row, column, corners) =>
      polygon(corners, (row + column) % 2 === 0 ? '#d9cfbf' : '#cfc4b3'),
    )
    const bowl =
      ellipse(800, 960, 520, 150, '#9a948a') +
      ellipse(800, 945, 480, 128, works ? '#7fb9d3' : '#8c8577') +
      rect(760, 700, 80, 240, '#a49d92') +
      ellipse(800, 700, 190, 44, '#9a948a') +
      ellipse(800, 694, 165, 32, works ? '#9bcbe0' : '#8c8577')
    const water = works
      ? many(11, (index) =>
          path(
            `M800 690 Q${800 + (index - 5) * 40} ${470 - (5 - Math.abs(index - 5)) * 22} ${800 + (index - 5) * 84} 930`,
            'none',
            'stroke="#d8eef6" stroke-width="10" stroke-opacity="0.8"',
          ),
        )
      : litter(random, [420, 900], [1180, 1010], 18) +
        many(5, (index) => line([560 + index * 110, 900], [600 + index * 110, 1000], '#5d574e', 5))
    return town(light, view) + paved + bowl + water
  },

  grass(view) {
    const { light, random, side } = view
    const ground =
      rect(0, horizon, frame.width, 620, light.grass) +
      polygon(
        [
          [700, horizon],
          [900, horizon],
          [1180, 1200],
          [420, 1200],
        ],
        light.pavement,
      )
    const base = town(light, view) + ground
    if (side === 'after') {
      const stripes = many(5, (index) =>
        polygon(
          [
            [index * 120 - 60, 1200],
            [index * 120, 1200],
            [560 + index * 24, horizon + 14],
            [548 + index * 24, horizon + 14],
          ],
          light.grassDark,
          'fill-opacity="0.35"',
        ),
      )
      return base + stripes + bench(1330, 960, 1.1, '#a8744a')
    }
    const wild = many(420, () => {
      const y = random.between(700, 1200)
      const reach = ((y - 480) / 700) * random.between(90, 260)
      const left = random.chance(0.5)
      const path1 = (y - horizon) / 600
      const x = left ? random.between(-20, 690 - path1 * 200) : random.between(910 + path1 * 200, 1620)
      return path(
        `M${Math.round(x)} ${Math.round(y)} q${Math.round(random.between(-26, 26))} ${-Math.round(reach * 0.6)} ${Math.round(random.between(-40, 40))} ${-Math.round(reach)}`,
        'none',
        `stroke="${random.pick([light.grassDark, light.leavesDark, light.grass, '#b9a64b'])}" stroke-width="${random.chance(0.3) ? 9 : 6}"`,
      )
    })
    return base + wild
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

const tufts = (colour: string, random: View['random'], count: number) =>
  many(count, () => {
    const [x, y] = [random.between(0, 1600), random.between(660, 1180)]
    return path(`M${Math.round(x)} ${Math.round(y)} l7 -22 6 22 9 -18 4 18Z`, colour)
  })

function sapling(x: number, y: number, leaves: string): string {
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

function shard(x: number, y: number, size: number): Point[] {
  return [
    [x, y],
    [x + size, y - size * 0.3],
    [x + size * 0.6, y + size * 0.5],
  ]
}
