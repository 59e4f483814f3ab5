import { definePage, type PageModel } from '../../platform/http/page.ts'
import type { Step } from '../../platform/http/parts.ts'
import type { Lang, Translate } from '../../platform/i18n/texts.ts'
import { formatNumber as count, formatMoment } from '../../platform/time/format.ts'
import type { SignedStatement } from '../activity/index.ts'
import { type City, cityPaths, nameIn } from '../city/index.ts'
import { complaintPaths, formatNumber } from '../complaints/index.ts'
import type { Checked, Covering } from './check.ts'
import { proofPaths } from './paths.ts'

export type ProofModel = PageModel & {
  action: string
  typed: string
  error: string | null
  /** Null before something was asked. */
  verdict: {
    good: boolean
    title: string
    text: string
    steps: Step[]
    links: { href: string; label: string }[]
  } | null
  keys: string[]
  checkpoints: {
    columns: { label: string; numeric?: true }[]
    rows: (string | { text: string; href: string })[][]
  } | null
  files: { href: string; label: string; note: string }[]
  commands: string[]
}

export const proofPage = definePage<ProofModel>('proof/show')

type Reading = { city: City; lang: Lang; t: Translate; origin: string }

export function proofModel(
  {
    typed,
    checked,
    checkpoints,
    keys,
  }: {
    typed: string
    checked: Checked | null
    /** The newest first. */
    checkpoints: readonly SignedStatement[]
    /** Public keys of this portal, in base64url. */
    keys: readonly string[]
  },
  reading: Reading,
): ProofModel {
  const { city, lang, t, origin } = reading
  const wrong = checked?.about === 'unread' || checked?.about === 'missing'
  return {
    page: {
      title: t('proof:title'),
      description: t('proof:lead'),
      noindex: checked !== null,
      canonical: proofPaths.page(lang, city.slug),
      crumbs: [{ href: cityPaths.home(lang, city.slug), label: nameIn(city.names, lang) }],
      alternates: [{ href: proofPaths.feed(), type: 'application/atom+xml', title: t('proof:feed') }],
    },
    action: proofPaths.page(lang, city.slug),
    typed,
    error: wrong ? t(checked.about === 'unread' ? 'proof:unread' : 'proof:missing') : null,
    verdict: checked && verdictOf(checked, reading),
    keys: [...keys],
    checkpoints: checkpoints.length === 0 ? null : tableOf(checkpoints, reading),
    files: [
      { href: proofPaths.checkpoints(), label: t('proof:files.all'), note: t('proof:files.allNote') },
      { href: proofPaths.feed(), label: t('proof:feed'), note: t('proof:files.feedNote') },
    ],
    commands: [
      `curl -o checkpoints.json ${origin}${proofPaths.checkpoints()}`,
      `npm run verify-proof -- --key ${keys[0] ?? ''} receipt.json proof.json checkpoints.json`,
    ],
  }
}

function verdictOf(checked: Checked, { city, lang, t }: Reading): ProofModel['verdict'] {
  if (checked.about === 'unread' || checked.about === 'missing') return null
  const number = formatNumber(checked.number)
  const covered = coveredStep(checked.covering, { city, lang, t })
  const step = (ok: boolean, good: string, bad: string): Step =>
    ok ? { label: good, state: 'done' } : { label: bad, state: 'current' }
  if (checked.about === 'receipt') {
    const { signed, kept } = checked
    const at = formatMoment(checked.at, lang, city.timeZone)
    return {
      good: signed && kept,
      title: t(signed ? (kept ? 'proof:receipt.good' : 'proof:receipt.changed') : 'proof:receipt.forged'),
      text: t('proof:receipt.says', { number, at }),
      steps: [
        step(signed, t('proof:receipt.signed'), t('proof:receipt.notSigned')),
        ...(signed ? [step(kept, t('proof:receipt.kept'), t('proof:receipt.notKept')), covered] : []),
      ],
      links: signed
        ? [{ href: complaintPaths.show(lang, city.slug, checked.number), label: t('proof:openComplaint') }]
        : [],
    }
  }
  const { rows, brokenAt } = checked
  return {
    good: brokenAt === null,
    title: t(brokenAt === null ? 'proof:complaint.good' : 'proof:complaint.changed'),
    text: t('proof:complaint.says', { number, rows: count(rows, lang) }),
    steps: [
      step(
        brokenAt === null,
        t('proof:complaint.whole'),
        t('proof:complaint.broken', { row: count(brokenAt ?? 0, lang) }),
      ),
      covered,
    ],
    links: [
      { href: complaintPaths.show(lang, city.slug, checked.number), label: t('proof:openComplaint') },
      { href: proofPaths.complaint(lang, city.slug, checked.number), label: t('proof:files.complaint') },
    ],
  }
}

function coveredStep(covering: Covering | null, { city, lang, t }: Omit<Reading, 'origin'>): Step {
  if (covering === null) return { label: t('proof:notCovered'), state: 'todo' }
  const at = formatMoment(covering.at, lang, city.timeZone)
  return { label: t('proof:covered', { no: count(covering.no, lang), at }), state: 'done' }
}

function tableOf(
  checkpoints: readonly SignedStatement[],
  { city, lang, t }: Reading,
): NonNullable<ProofModel['checkpoints']> {
  return {
    columns: [
      { label: t('proof:table.no') },
      { label: t('proof:table.at') },
      { label: t('proof:table.size'), numeric: true },
      { label: t('proof:table.root') },
    ],
    rows: checkpoints.map(({ no, at, size, root }) => [
      { text: count(no, lang), href: proofPaths.checkpoint(no) },
      formatMoment(at, lang, city.timeZone),
      count(size, lang),
      `${root.slice(0, 16)}…`,
    ]),
  }
}
