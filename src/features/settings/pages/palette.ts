import type { Translate } from '../../../platform/i18n/texts.ts'
import {
  type ColorName,
  colorScale,
  contrastRatio,
  type Hex,
  type Scheme,
} from '../../../platform/look/palette.ts'

export type Palette = {
  schemes: {
    name: string
    /** Colours of a small drawing of a page. */
    colours: Record<'page' | 'header' | 'line' | 'text' | 'subtle' | 'button' | 'label' | 'tag', string>
    steps: { name: string; colour: string }[]
  }[]
  words: { title: string; text: string; link: string; button: string }
  report: { pair: string; ratios: { text: string; isGood: boolean }[] }[]
}

/** Text on a ground, and the ratio that it needs: WCAG 2.2, 1.4.3 for text and 1.4.11 for edges of controls. */
const pairs = [
  { name: 'text', front: 'text-default', ground: 'background-tinted', least: 4.5 },
  { name: 'link', front: 'text-subtle', ground: 'background-default', least: 4.5 },
  { name: 'tinted', front: 'text-subtle', ground: 'surface-tinted', least: 4.5 },
  { name: 'button', front: 'base-contrast-default', ground: 'base-default', least: 4.5 },
  { name: 'hover', front: 'base-contrast-default', ground: 'base-hover', least: 4.5 },
  { name: 'active', front: 'base-contrast-default', ground: 'base-active', least: 4.5 },
  { name: 'border', front: 'border-default', ground: 'background-default', least: 3 },
] as const satisfies { name: string; front: ColorName; ground: ColorName; least: number }[]

const schemes: readonly Scheme[] = ['light', 'dark', 'contrast']

/** How pages look with a brand colour in each scheme, and what can be read on what. Null for what is no colour. */
export function paletteOf(hex: string, t: Translate): Palette | null {
  if (!/^#[0-9a-f]{6}$/i.test(hex)) return null
  const scales = schemes.map((scheme) => colorScale(hex as Hex, scheme))
  return {
    schemes: schemes.map((scheme, index) => {
      const scale = scales[index] ?? colorScale(hex as Hex, scheme)
      return {
        name: t(`common:settings.${scheme}`),
        colours: {
          page: scale['background-default'],
          header: scale['background-tinted'],
          line: scale['border-subtle'],
          text: scale['text-default'],
          subtle: scale['text-subtle'],
          button: scale['base-default'],
          label: scale['base-contrast-default'],
          tag: scale['surface-tinted'],
        },
        steps: Object.entries(scale).map(([name, colour]) => ({ name, colour })),
      }
    }),
    words: {
      title: t('settings:palette.title'),
      text: t('settings:palette.text'),
      link: t('settings:palette.link'),
      button: t('common:nav.report'),
    },
    report: pairs.map(({ name, front, ground, least }) => ({
      pair: t(`settings:pair.${name}`),
      ratios: scales.map((scale) => {
        const ratio = contrastRatio(scale[front], scale[ground])
        return { text: `${ratio.toFixed(1)} : 1`, isGood: ratio >= least }
      }),
    })),
  }
}
