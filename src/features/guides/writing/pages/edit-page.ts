import type { FieldErrors, Typed } from '../../../../platform/http/form.ts'
import { definePage, type PageModel } from '../../../../platform/http/page.ts'
import type { Alert, SummaryError, Tag } from '../../../../platform/http/parts.ts'
import { endonyms, type Lang, langs } from '../../../../platform/i18n/texts.ts'
import { formatMoment } from '../../../../platform/time/format.ts'
import { type ContentField, contentAsTyped, contentFields, GuideContent } from '../../content.ts'
import { type GuideDone, guideStaffPaths } from '../../paths.ts'
import { type GuideBody, guideBody } from '../../reading/guide-page.ts'
import { type Around, doneAlert, listCrumb, openText, publishedText, titleOf } from '../around.ts'
import { contentDifferences, type Difference } from '../differences.ts'
import { hardToRead, type Wordiness } from '../plain-language.ts'
import type { StaffGuide, StaffText } from '../queries.ts'
import { stateTag } from '../state-tags.ts'

type Field = { name: ContentField; label: string; hint: string; rows: number; value: string; error: string }

export type EditModel = PageModel & {
  done: Alert | null
  message: Alert | null
  errors: SummaryError[]
  contentLang: Lang
  tag: Tag | null
  written: string | null
  /** What a reviewer wrote when it came back. */
  returned: string | null
  languages: { href: string; label: string; current: boolean }[]
  /** Null for whoever only reads. */
  form: { action: string; revision: string; fields: Field[]; sendLabel: string | null } | null
  hints: { title: string; items: { text: string; quote: string | null }[] }
  preview: { title: string; guide: GuideBody } | null
  differences: { caption: string; before: string; after: string; rows: Difference[] } | null
  review: {
    publish: string
    back: string
    revision: string
    note: { value: string; error: string }
    own: boolean
  } | null
  withdraw: { action: string; note: { value: string; error: string } } | null
  /** The same guide in the other languages, to translate from. */
  others: { name: string; lang: Lang; fields: { label: string; value: string }[] }[]
}

export const editPage = definePage<EditModel>('guides/staff-edit', { layout: 'staff' })

export type EditInput = {
  guide: StaffGuide
  contentLang: Lang
  staffId: number
  may: { write: boolean; publish: boolean }
  done?: GuideDone | null
  /** What was typed and not taken; `act`: which form. */
  back?: { act: 'save' | 'return' | 'withdraw'; typed: Typed; errors: FieldErrors }
  problem?: 'conflict' | 'own' | 'incomplete' | null
}

const nothing: GuideContent = GuideContent.parse({ title: '', summary: '' })

/** A guide in one language: what is written, how it reads, and what a reviewer decides. */
export function editModel(input: EditInput, around: Around): EditModel {
  const { guide, contentLang, may, back, problem = null, done = null } = input
  const { t, lang, city } = around
  const [open, published] = [openText(guide, contentLang), publishedText(guide, contentLang)]
  const shown = open ?? published
  const content = shown?.content ?? nothing
  const isSaving = back?.act === 'save'
  const errors = back?.errors ?? {}
  const sentence = (name: string) => (errors[name] === undefined ? '' : t(errors[name]))
  const note = (act: 'return' | 'withdraw') => ({
    value: back?.act === act ? (back.typed['note'] ?? '') : '',
    error: back?.act === act ? sentence('note') : '',
  })
  const noteId = back?.act === 'withdraw' ? 'withdraw-note' : 'note'
  return {
    page: {
      title: t('writing:edit.title', { language: endonyms[contentLang] }),
      crumbs: [listCrumb(t), { href: guideStaffPaths.show(guide.id), label: titleOf(guide, lang) }],
      noindex: true,
    },
    done: doneAlert(done, t),
    message:
      problem === null
        ? null
        : { text: t(`writing:problem.${problem}`), tone: problem === 'conflict' ? 'danger' : 'warning' },
    errors: Object.keys(errors).map((name) => ({
      href: `#${name === 'note' ? noteId : name}`,
      text: sentence(name),
    })),
    contentLang,
    tag: shown === undefined ? null : stateTag(open === undefined ? 'published' : stateOf(open), t),
    written: shown === undefined ? null : writtenLine(shown, around),
    returned: open?.state === 'draft' ? lastNote(guide, open) : null,
    languages: langs.map((one) => ({
      href: guideStaffPaths.edit(guide.id, one),
      label: endonyms[one],
      current: one === contentLang,
    })),
    form: may.write ? formOf(input, { open, content, sentence, around }) : null,
    hints: hintsOf(hardToRead(content, contentLang), around),
    preview:
      shown === undefined
        ? null
        : { title: content.title, guide: guideBody({ guide, content, contentLang }, around) },
    differences: differencesOf(
      { open, published, typed: isSaving && problem === 'conflict' ? back.typed : null },
      { contentLang, around },
    ),
    review:
      may.publish && open?.state === 'review'
        ? {
            publish: guideStaffPaths.act(guide.id, contentLang, 'publish'),
            back: guideStaffPaths.act(guide.id, contentLang, 'return'),
            revision: String(open.revision),
            note: note('return'),
            own: problem === 'own',
          }
        : null,
    withdraw:
      may.publish && published !== undefined
        ? { action: guideStaffPaths.act(guide.id, contentLang, 'withdraw'), note: note('withdraw') }
        : null,
    others: othersOf(guide, contentLang, around),
  }

  function writtenLine({ writer, writtenAt, no }: StaffText, { city: { timeZone } }: Around): string {
    return t('writing:edit.written', {
      no,
      who: writer ?? t('writing:act.pack', { city: city.names[lang] }),
      when: formatMoment(writtenAt, lang, timeZone),
    })
  }
}

const stateOf = ({ state }: StaffText) => (state === 'review' ? 'review' : 'draft')

/** The reviewer's words, unless the writer has saved or sent since. */
function lastNote({ acts }: StaffGuide, { lang, no }: StaffText): string | null {
  const last = acts.find((act) => act.lang === lang && act.no === no && act.kind !== 'saved')
  return last?.kind === 'returned' ? last.note : null
}

const heights: Partial<Record<ContentField, number>> = {
  summary: 2,
  steps: 8,
  needs: 4,
  links: 3,
  faq: 8,
  unchecked: 3,
}

function formOf(
  { guide, contentLang, back }: EditInput,
  {
    open,
    content,
    sentence,
    around: { t },
  }: {
    open: StaffText | undefined
    content: GuideContent
    sentence: (name: string) => string
    around: Around
  },
): EditModel['form'] {
  const typed = back?.act === 'save' ? back.typed : null
  const values = contentAsTyped(content)
  return {
    action: guideStaffPaths.edit(guide.id, contentLang),
    revision: typed?.['revision'] ?? String(open?.revision ?? 0),
    fields: contentFields.map((name) => ({
      name,
      label: t(`writing:field.${name}`),
      hint: t(`writing:fieldHint.${name}`),
      rows: heights[name] ?? 1,
      value: typed?.[name] ?? values[name],
      error: typed === null ? '' : sentence(name),
    })),
    sendLabel: t('writing:edit.send'),
  }
}

function hintsOf(found: readonly Wordiness[], { t }: Around): EditModel['hints'] {
  return {
    title: t('writing:hints.title', { count: found.length }),
    items: found.map((one) => {
      if (one.kind === 'sentence')
        return { text: t('writing:hints.sentence', { count: one.words, most: one.most }), quote: one.text }
      const text =
        one.instead === ''
          ? t('writing:hints.leaveOut', { found: one.found })
          : t('writing:hints.jargon', { found: one.found, instead: one.instead })
      return { text, quote: null }
    }),
  }
}

function differencesOf(
  {
    open,
    published,
    typed,
  }: { open: StaffText | undefined; published: StaffText | undefined; typed: Typed | null },
  { contentLang, around: { t } }: { contentLang: Lang; around: Around },
): EditModel['differences'] {
  if (typed !== null) {
    // Somebody else has saved: what stands there now beside what was typed.
    const now = contentAsTyped((open ?? published)?.content ?? nothing)
    const rows = contentFields
      .filter((field) => now[field] !== (typed[field] ?? ''))
      .map((field) => ({
        label: t(`writing:field.${field}`),
        before: now[field],
        after: typed[field] ?? '',
        lang: contentLang,
      }))
    return {
      ...{ caption: t('writing:differences.conflict'), rows },
      before: t('writing:differences.now'),
      after: t('writing:differences.typed'),
    }
  }
  if (open === undefined || published === undefined) return null
  return {
    caption: t('writing:differences.caption'),
    before: t('writing:differences.before'),
    after: t('writing:differences.after'),
    rows: contentDifferences(published.content, open.content, { t, lang: contentLang }),
  }
}

const othersOf = (guide: StaffGuide, contentLang: Lang, { t }: Around): EditModel['others'] =>
  langs
    .filter((lang) => lang !== contentLang)
    .flatMap((lang) => {
      const text = publishedText(guide, lang) ?? openText(guide, lang)
      if (text === undefined) return []
      const values = contentAsTyped(text.content)
      return [
        {
          ...{ name: endonyms[lang], lang },
          fields: contentFields
            .filter((field) => values[field] !== '')
            .map((field) => ({ label: t(`writing:field.${field}`), value: values[field] })),
        },
      ]
    })
