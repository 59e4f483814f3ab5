import type { FieldErrors, Typed } from '../../../platform/http/form.ts'
import { definePage, type PageModel } from '../../../platform/http/page.ts'
import type { Alert, Link, Option, SummaryError, SummaryRow } from '../../../platform/http/parts.ts'
import { nameIn } from '../../city/index.ts'
import { settingsPaths } from '../paths.ts'
import { type coverageOf, gapsIn, type Trial } from '../routing.ts'
import type { Around } from '../thing.ts'
import { ruleKey, ruleTitle } from '../things/rule.ts'
import { crumbsOf } from './crumbs.ts'

export type TrialModel = PageModel & {
  action: string
  errors: SummaryError[]
  text: { value: string; error: string | null }
  category: { value: string; options: Option[] }
  point: { value: string; error: string | null; hint: string }
  result: { sentence: Alert; rows: SummaryRow[]; links: Link[] } | null
}

export const trialPage = definePage<TrialModel>('settings/try-routing', { layout: 'staff' })

export function trialModel(
  around: Around,
  { typed, errors, trial }: { typed: Typed; errors: FieldErrors; trial: Trial | null },
): TrialModel {
  const { city, directory, lang, t } = around
  const sentence = (field: string) => {
    const key = errors[field]
    return key === undefined ? null : t(key)
  }
  const { lat, lon } = city.profile.centre
  return {
    page: { title: t('settings:thing.tryRouting'), crumbs: crumbsOf(around, 'rule'), noindex: true },
    action: settingsPaths.tryRouting(city.slug),
    errors: Object.keys(errors).map((field) => ({ href: `#${field}`, text: sentence(field) ?? '' })),
    text: { value: typed['text'] ?? '', error: sentence('text') },
    category: {
      value: typed['category'] ?? '',
      options: [
        { value: '', label: t('settings:try.guess') },
        ...directory.categories
          .filter(({ current }) => current)
          .map(({ code, names }) => ({ value: code, label: nameIn(names, lang) })),
      ],
    },
    point: {
      value: typed['point'] ?? '',
      error: sentence('point'),
      hint: t('settings:hint.point', { example: `${lat}, ${lon}` }),
    },
    result: trial === null ? null : resultOf(around, trial),
  }
}

function resultOf(around: Around, { guesses, category, area, routed }: Trial): TrialModel['result'] {
  const { city, directory, lang, t } = around
  const office = routed === null ? undefined : directory.officeById.get(routed.rule.officeId)
  const named = (code: string) => {
    const found = directory.categories.find((one) => one.code === code)
    return found === undefined ? code : nameIn(found.names, lang)
  }
  const key =
    routed === null
      ? null
      : ruleKey(
          directory.categories.find(({ id }) => id === routed.rule.categoryId)?.code ?? null,
          city.areas.find(({ id }) => id === routed.rule.districtId)?.code ?? null,
        )
  const sentence: Alert =
    office === undefined || routed === null
      ? { text: t('settings:try.nobody'), tone: 'danger' }
      : {
          text: t('settings:try.goesTo', { office: nameIn(office.names, lang) }),
          tone: office.external ? 'warning' : 'success',
        }
  return {
    sentence,
    rows: [
      {
        label: t('settings:try.guesses'),
        value: guesses.length === 0 ? t('settings:try.noGuess') : guesses.map(named).join('\n'),
      },
      {
        label: t('settings:field.category'),
        value: category === null ? t('settings:try.noCategory') : nameIn(category.names, lang),
      },
      {
        label: t('settings:field.area'),
        value: area === null ? t('settings:try.noArea') : nameIn(area.names, lang),
      },
      ...(routed === null
        ? []
        : [
            {
              label: t('settings:try.because'),
              value: `${t(`settings:specificity.${routed.specificity}`)}: ${ruleTitle(key ?? '*.*', around)}`,
            },
            {
              label: t('settings:field.coOffice'),
              value:
                routed.rule.coOfficeIds
                  .flatMap((id) => directory.officeById.get(id) ?? [])
                  .map(({ names }) => nameIn(names, lang))
                  .join('\n') || '–',
            },
          ]),
      ...(office?.external
        ? [{ label: t('settings:field.external'), value: t('settings:hint.external') }]
        : []),
    ],
    links:
      key === null
        ? [{ href: settingsPaths.fresh(city.slug, 'rule'), label: t('settings:fresh.rule') }]
        : [{ href: settingsPaths.thing(city.slug, 'rule', key), label: t('settings:try.openRule') }],
  }
}

export type CoverageModel = PageModel & {
  summary: Alert
  areas: string[]
  rows: {
    category: { text: string; href: string }
    cells: { text: string; href: string; how: string | null; isGap: boolean; isOwn: boolean }[]
  }[]
  legend: string
}

export const coveragePage = definePage<CoverageModel>('settings/coverage', { layout: 'staff' })

export function coverageModel(around: Around, coverage: ReturnType<typeof coverageOf>): CoverageModel {
  const { city, directory, lang, t } = around
  const gaps = gapsIn(coverage)
  const areaCodes = [null, ...city.areas.map(({ code }) => code)]
  return {
    page: { title: t('settings:thing.coverage'), crumbs: crumbsOf(around, 'rule'), noindex: true },
    summary: {
      text: gaps === 0 ? t('settings:coverage.whole') : t('settings:coverage.broken', { count: gaps }),
      tone: gaps === 0 ? 'success' : 'danger',
    },
    areas: [t('settings:coverage.noArea'), ...city.areas.map(({ names }) => nameIn(names, lang))],
    legend: t('settings:coverage.legend'),
    rows: coverage.map(({ category, cells }) => ({
      category: {
        text: nameIn(category.names, lang),
        href: settingsPaths.thing(city.slug, 'category', category.code),
      },
      cells: cells.map(({ officeId, specificity }, index) => {
        const area = areaCodes[index] ?? null
        const office = officeId === null ? undefined : directory.officeById.get(officeId)
        const isOwn = specificity === (area === null ? 'category' : 'category_and_district')
        const fresh = `${settingsPaths.fresh(city.slug, 'rule')}?${new URLSearchParams({ category: category.code, area: area ?? '*' })}`
        return {
          text: office === undefined ? t('settings:coverage.gap') : nameIn(office.short, lang),
          href: isOwn ? settingsPaths.thing(city.slug, 'rule', ruleKey(category.code, area)) : fresh,
          how: specificity === null ? null : t(`settings:specificity.${specificity}`),
          isGap: office === undefined,
          isOwn,
        }
      }),
    })),
  }
}
