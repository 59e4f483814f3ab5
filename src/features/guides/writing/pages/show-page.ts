import { definePage, type PageModel } from '../../../../platform/http/page.ts'
import type { Alert, Link, SummaryRow, Tag, TimelineEntry, When } from '../../../../platform/http/parts.ts'
import { endonyms, type Lang, langs } from '../../../../platform/i18n/texts.ts'
import { formatDay, formatMoment, formatNumber } from '../../../../platform/time/format.ts'
import { nameIn } from '../../../city/index.ts'
import type { Topic } from '../../catalogue.ts'
import { type GuideDone, guidePaths, guideStaffPaths } from '../../paths.ts'
import type { GuideAct } from '../../rules.ts'
import { type Around, doneAlert, listCrumb, publishedText, titleOf } from '../around.ts'
import type { ActLine, StaffGuide, StaffListText } from '../queries.ts'
import { langStates, stateTag } from '../state-tags.ts'

export type StaffGuideModel = PageModel & {
  done: Alert | null
  facts: SummaryRow[]
  aboutHref: string | null
  reviewAction: string | null
  languages: {
    name: string
    lang: Lang
    title: string
    tags: Tag[]
    links: Link[]
  }[]
  verdicts: {
    summary: string
    rows: { reason: string; words: string; lang: Lang; at: When; isNew: boolean }[]
    seen: { action: string; last: string } | null
  }
  acts: TimelineEntry[]
}

export const staffGuidePage = definePage<StaffGuideModel>('guides/staff-show', { layout: 'staff' })

export type StaffGuideInput = {
  guide: StaffGuide
  topics: readonly Topic[]
  may: { write: boolean; publish: boolean }
  done: GuideDone | null
}

/** One guide: its languages, what readers say of it, and who did what with it. */
export function staffGuideModel(
  { guide, topics, may, done }: StaffGuideInput,
  around: Around,
): StaffGuideModel {
  const { t, lang, city } = around
  const last = guide.verdicts.find(({ seen }) => !seen)
  return {
    page: { title: titleOf(guide, lang), crumbs: [listCrumb(t)], noindex: true },
    done: doneAlert(done, t),
    facts: factsOf(guide, topics, around),
    aboutHref: may.write ? guideStaffPaths.about(guide.id) : null,
    reviewAction: may.write ? guideStaffPaths.reviewed(guide.id) : null,
    languages: languagesOf(guide, may.write, around),
    verdicts: {
      summary: t('writing:verdicts.summary', {
        yes: formatNumber(guide.yes, lang),
        no: formatNumber(guide.no, lang),
      }),
      rows: guide.verdicts.map(({ reason, words, lang: of, at, seen }) => ({
        reason: t(`guides:reason.${reason}`),
        words,
        lang: of,
        at: whenOf(at, around),
        isNew: !seen,
      })),
      seen:
        last === undefined || !may.write
          ? null
          : { action: guideStaffPaths.verdictsSeen(guide.id), last: String(last.id) },
    },
    acts: guide.acts.map((act) => actEntry(act, around)),
  }

  function whenOf(at: number, { city: { timeZone } }: Around): When {
    return { iso: new Date(at).toISOString(), text: formatMoment(at, lang, timeZone) }
  }

  function actEntry({ kind, at, lang: of, no, by, note }: ActLine, place: Around): TimelineEntry {
    const version = of === null || no === null ? '' : t('writing:act.version', { lang: endonyms[of], no })
    return {
      at: whenOf(at, place),
      title: t(`writing:act.${kind}`),
      icon: icons[kind],
      tone: kind === 'published' ? 'success' : kind === 'withdrawn' ? 'danger' : 'neutral',
      by: [by ?? t('writing:act.pack', { city: nameIn(city.names, lang) }), version]
        .filter(Boolean)
        .join(' · '),
      note: note === '' ? null : note,
    }
  }
}

const icons: Record<GuideAct, string> = {
  created: 'plus',
  changed: 'settings',
  saved: 'save',
  sent: 'send',
  returned: 'undo-2',
  published: 'circle-check',
  withdrawn: 'eye-off',
  reviewed: 'badge-check',
}

function factsOf(
  guide: StaffGuide,
  topics: readonly Topic[],
  { t, lang, city, directory }: Around,
): SummaryRow[] {
  const owner = directory.officeById.get(guide.ownerOfficeId ?? 0)
  const named = topics
    .filter(({ code }) => guide.topics.includes(code))
    .map(({ names }) => nameIn(names, lang))
  const categories = directory.categories
    .filter(({ code }) => guide.categories.includes(code))
    .map(({ names }) => nameIn(names, lang))
  const none = t('writing:about.none')
  const isPublic = langs.some((one) => publishedText(guide, one) !== undefined)
  return [
    {
      label: t('writing:show.address'),
      value: guide.slug,
      href: isPublic ? guidePaths.show(lang, city.slug, guide.slug) : null,
    },
    { label: t('writing:about.owner'), value: nameIn((owner ?? city).names, lang) },
    {
      label: t('writing:show.reviewed'),
      value: guide.reviewedOn === null ? t('writing:list.never') : formatDay(guide.reviewedOn, lang),
    },
    { label: t('writing:about.topics'), value: named.join(', ') || none },
    { label: t('writing:show.categories'), value: categories.join(', ') || none },
  ]
}

function languagesOf(guide: StaffGuide, mayWrite: boolean, { t }: Around): StaffGuideModel['languages'] {
  const texts: StaffListText[] = guide.texts.map(({ lang, state, content, publishedAt }) => ({
    ...{ lang, state, title: content.title, publishedAt },
  }))
  const states = langStates(texts.filter(({ state }) => ['draft', 'review', 'published'].includes(state)))
  return langs.map((lang) => {
    const own = guide.texts.filter((text) => text.lang === lang)
    return {
      name: endonyms[lang],
      lang,
      title: own[0]?.content.title ?? '',
      tags: states[lang].map((state) => stateTag(state, t)),
      links: [
        {
          href: guideStaffPaths.edit(guide.id, lang),
          label: t(mayWrite ? 'writing:show.edit' : 'writing:show.read'),
        },
        ...own
          .filter(({ no }) => no > 1)
          .slice(0, 5)
          .map(({ no }) => ({
            href: guideStaffPaths.version(guide.id, lang, no),
            label: t('writing:show.compare', { no }),
          })),
      ],
    }
  })
}
