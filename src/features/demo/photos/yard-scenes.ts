import { blob, ellipse, frame, group, horizon, line, many, path, polygon, rect } from './drawing.ts'
import type { Scenes } from './scene.ts'
import { bench, car, litter, sapling, tufts } from './things.ts'
import { slabs, town } from './town.ts'

/** What is wrong in yards and parks. */
export const yardScenes: Scenes = {
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
}
