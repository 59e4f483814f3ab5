import { Temporal } from 'temporal-polyfill'
import { parseForm } from '../../../platform/http/form.ts'
import { instantAt, localDate } from '../../../platform/time/local-day.ts'
import {
  currentConsent,
  type Draft,
  DraftChanged,
  draftByToken,
  draftFiling,
  fileComplaint,
  joinComplaint,
  nullIfJoined,
  parseNumber,
  textLimits,
} from '../../complaints/index.ts'
import { addCallBack } from '../actions/add-call-back.ts'
import { endTalk } from '../actions/end-talk.ts'
import { keepTalk } from '../actions/keep-talk.ts'
import { recordConsultation } from '../actions/record-consultation.ts'
import { operatorPaths } from '../paths.ts'
import { changeOf } from './fields.ts'
import {
  AnsweredForm,
  callBackForm,
  type ReadBack,
  readBackForm,
  spokenChannels,
  type TalkFields,
} from './forms.ts'
import { type AtDesk, showTalk } from './handlers.ts'
import { categoryOf } from './page.ts'
import { answerFaults } from './questions.ts'
import { takeApart } from './take-apart.ts'

/** The form again with its errors. */
const again = (at: AtDesk, errors: Parameters<typeof showTalk>[2], status = 422) =>
  showTalk(at, { talk: at.talk, fields: at.fields, view: at.fields }, errors, status)

function readBackOf({ deps, city, res, fields, filer }: AtDesk) {
  const today = localDate(deps.now(), city.timeZone).toString()
  const isThere = spokenChannels.has(fields.channel)
  const faults = answerFaults(categoryOf(filer, fields), fields.answers, { isThere })
  return parseForm(readBackForm({ city, today, faults }), {
    ...res.req.body,
    address: fields.match || fields.address,
  })
}

/** Everything is there: the page says the sentence that is read to the caller. */
export async function readBack(at: AtDesk): Promise<void> {
  const parsed = readBackOf(at)
  if (!parsed.ok) return again(at, { errors: parsed.form.errors })
  at.res.redirect(303, operatorPaths.readBack(at.city.slug, at.talk.id))
}

/** Saves what was read back; what has been changed since is read back again. */
export async function fileTalk(at: AtDesk): Promise<void> {
  const parsed = readBackOf(at)
  if (!parsed.ok) return again(at, { errors: parsed.form.errors })
  await saveRead(at, parsed.value, (draft) => draft.fingerprint === at.fields.seen)
}

/**
 * What was read back from the page while there was no network is what the page sends: it is saved at once. When something
 * is missing it waits among the open conversations.
 */
export async function fileLater(at: AtDesk): Promise<void> {
  const parsed = readBackOf(at)
  if (!parsed.ok) return at.res.redirect(303, operatorPaths.talk(at.city.slug, at.talk.id))
  await saveRead(at, parsed.value, () => true)
}

async function saveRead(at: AtDesk, form: ReadBack, isRead: (draft: Draft) => boolean): Promise<void> {
  const { deps, res, city, talk } = at
  const found = await draftByToken(deps, talk.details?.token ?? '')
  if (found.kind === 'open') {
    if (!isRead(found.draft)) return res.redirect(303, operatorPaths.readBack(city.slug, talk.id))
    // Joined from another window a moment ago: its page says so.
    const filed = await file(at, found.draft, form).catch(nullIfEnded)
    // Another window has saved in this very moment: what it has become is compared with what was read back.
    if (filed === 'changed') return saveRead(at, form, isRead)
    if (filed === null) return res.redirect(303, operatorPaths.talk(city.slug, talk.id))
    await endTalk(deps, { talk, outcome: 'filed', number: filed.number })
  }
  res.redirect(303, operatorPaths.ended(city.slug, talk.id))
}

const nullIfEnded = (error: unknown) => (error instanceof DraftChanged ? 'changed' : nullIfJoined(error))

function file({ deps, filer, staffId }: AtDesk, draft: Draft, form: ReadBack) {
  return fileComplaint(deps, {
    ...draftFiling(filer, draft, form.channel),
    draftVersion: draft.version,
    actor: { kind: 'staff', staffId, officeId: null },
    replyLang: form.replyLang,
    visibility: form.isPrivate ? 'staff' : 'public',
    email: form.email,
    phone: form.phone,
    ...(spokenChannels.has(form.channel) ? { consentVersion: currentConsent } : {}),
    ...(form.letterOn === null ? {} : { letterOn: form.letterOn }),
  })
}

/** "It is this one": the words of the caller become part of that complaint. */
export async function joinTalk(at: AtDesk, typed: string): Promise<void> {
  const { deps, res, city, talk } = at
  const number = parseNumber(typed)
  const formToken = talk.details?.token ?? ''
  const result = number.ok ? await joinComplaint(deps, { city, formToken, number: number.number }) : 'ended'
  if (result !== 'joined' || !number.ok) {
    return again(at, { message: { text: at.filer.t('operator:talk.notJoined'), tone: 'warning' } })
  }
  await endTalk(deps, { talk, outcome: 'joined', number: number.number })
  res.redirect(303, operatorPaths.ended(city.slug, talk.id))
}

/** A question that is answered at once needs no complaint. */
export async function answerOnTheSpot(at: AtDesk): Promise<void> {
  const { deps, res, city, staffId, talk, fields, filer } = at
  const parsed = parseForm(AnsweredForm, res.req.body)
  if (!parsed.ok) return again(at, { errors: parsed.form.errors })
  const { draft } = changeOf(filer, fields, { token: '', photos: [] })
  const category = filer.directory.categories.find(({ code }) => code === draft.category)
  await recordConsultation(deps, {
    ...{ cityId: city.id, staffId, talk, categoryId: category?.id ?? null },
    question: fields.text,
    answer: fields.answer,
  })
  res.redirect(303, operatorPaths.desk(city.slug, 'answered'))
}

/** Fills the fields of an e-mail from its paste; what the operator has typed already stays. */
export async function takeMailApart(at: AtDesk): Promise<void> {
  const { deps, res, city, filer, talk, fields } = at
  const { from, subject, text } = takeApart(fields.pasted)
  if (from === '' && text === '') return again(at, { errors: { pasted: 'operator:error.pasted' } })
  const words = fields.text || [subject, text].filter(Boolean).join('\n\n')
  const filled: TalkFields = {
    ...fields,
    text: words.slice(0, textLimits.max * 2),
    ...(from === '' ? {} : { email: fields.email || from, wish: 'email' }),
  }
  const change = changeOf(filer, filled, { token: talk.details?.token ?? '', photos: [] })
  await keepTalk(deps, { cityId: city.id, talk, change })
  res.redirect(303, `${operatorPaths.talk(city.slug, talk.id)}#text`)
}

/** Puts the caller on the list and the conversation on hold. */
export async function askToCallBack(at: AtDesk): Promise<void> {
  const { deps, res, city, staffId, talk, fields, filer } = at
  const parsed = parseForm(callBackForm(city), res.req.body)
  if (!parsed.ok) return again(at, { errors: parsed.form.errors })
  const { phone, callName, callWhy, callDay, callTime, replyLang } = parsed.value
  await addCallBack(deps, {
    ...{ cityId: city.id, by: { staffId, talkId: talk.id } },
    ...{ phone, name: callName, reason: callWhy, lang: replyLang },
    dueAt: instantAt(Temporal.PlainDate.from(callDay), callTime, city.timeZone).epochMilliseconds,
  })
  const change = changeOf(filer, fields, { token: talk.details?.token ?? '', photos: [], hold: true })
  await keepTalk(deps, { cityId: city.id, talk, change })
  res.redirect(303, operatorPaths.desk(city.slug, 'callBack'))
}
