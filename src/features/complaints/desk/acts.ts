import type { z } from 'zod'
import type { Deps } from '../../../platform/deps.ts'
import { type Parsed, parseForm } from '../../../platform/http/form.ts'
import { acceptComplaint } from '../actions/accept-complaint.ts'
import { answerComplaint } from '../actions/answer-complaint.ts'
import { askResident } from '../actions/ask-resident.ts'
import { assignComplaint } from '../actions/assign-complaint.ts'
import { askExtension, decideExtension } from '../actions/extend-term.ts'
import { forwardOutside } from '../actions/forward-outside.ts'
import { askHelper, releaseHelper, sayAsHelper } from '../actions/help-office.ts'
import { hideComplaint } from '../actions/hide-complaint.ts'
import { mergeComplaint, unmergeComplaint } from '../actions/merge-complaint.ts'
import { noteInternally } from '../actions/note-internally.ts'
import { planWork } from '../actions/plan-work.ts'
import { publishComplaint } from '../actions/publish-complaint.ts'
import { refuseComplaint } from '../actions/refuse-complaint.ts'
import { sendToOffice } from '../actions/send-to-office.ts'
import { splitComplaint } from '../actions/split-complaint.ts'
import type { AttachedPhoto, StaffAct } from '../actions/staff-act.ts'
import { startWork } from '../actions/start-work.ts'
import { decideTransfer, transferComplaint } from '../actions/transfer-complaint.ts'
import type { ComplaintState } from '../projection.ts'
import { type DeskForm, deskForms } from './forms.ts'

/** Who does it to which complaint, and what the handler knows beside the form. */
type Call = {
  deps: Deps
  act: StaffAct
  lang: string
  photos: AttachedPhoto[]
  /** Also the pictures that are kept with the draft. */
  withDraft: boolean
}

/** A parsed act, ready to be done. `said` holds the fields that the checks of the page look at. */
export type ReadyAct = { said: Said; perform(call: Call): Promise<ComplaintState> }

export type Said = Partial<{
  version: number
  text: string
  outcome: string
  plannedOn: string
  staffId: number
  officeId: number
  /** A new end of the term, ISO day. */
  dueOn: string
  /** The complaint to merge into, twelve digits. */
  into: string
}>

/** Ties a form to the action that it starts. */
function tie<Schema extends z.ZodType<Said>>(
  schema: Schema,
  perform: (call: Call, value: z.output<Schema>) => Promise<ComplaintState>,
) {
  return (body: unknown): Parsed<ReadyAct> => {
    const parsed = parseForm(schema, body)
    if (!parsed.ok) return parsed
    const { value } = parsed
    return { ok: true, value: { said: value, perform: (call) => perform(call, value) } }
  }
}

/** Reads the form of an act. */
export const readAct: Record<DeskForm, (body: unknown) => Parsed<ReadyAct>> = {
  accept: tie(deskForms.accept, ({ deps, act }) => acceptComplaint(deps, act)),
  start: tie(deskForms.start, ({ deps, act }) => startWork(deps, act)),
  assign: tie(deskForms.assign, ({ deps, act }, { staffId }) => assignComplaint(deps, act, { staffId })),
  transfer: tie(deskForms.transfer, ({ deps, act }, { officeId, reason }) =>
    transferComplaint(deps, act, { officeId, reason }),
  ),
  'decide-transfer': tie(deskForms['decide-transfer'], ({ deps, act }, { decision, reason }) =>
    decideTransfer(deps, act, { grant: decision === 'grant', reason }),
  ),
  extend: tie(deskForms.extend, ({ deps, act }, { dueOn, reason }) =>
    askExtension(deps, act, { dueOn, reason }),
  ),
  'decide-extension': tie(deskForms['decide-extension'], ({ deps, act }, { decision, reason }) =>
    decideExtension(deps, act, { grant: decision === 'grant', reason }),
  ),
  send: tie(deskForms.send, ({ deps, act }, { officeId }) => sendToOffice(deps, act, { officeId })),
  ask: tie(deskForms.ask, ({ deps, act, lang }, { text }) => askResident(deps, act, { text, lang })),
  plan: tie(deskForms.plan, ({ deps, act, lang }, { text, plannedOn }) =>
    planWork(deps, act, { text, lang, plannedOn }),
  ),
  answer: tie(deskForms.answer, ({ deps, act, lang, photos, withDraft }, { outcome, text }) =>
    answerComplaint(deps, act, { outcome, text, lang, photos, withDraft }),
  ),
  refuse: tie(deskForms.refuse, ({ deps, act, lang }, { ground, text }) =>
    refuseComplaint(deps, act, { ground, text, lang }),
  ),
  forward: tie(deskForms.forward, ({ deps, act, lang }, { officeId, reason, text }) =>
    forwardOutside(deps, act, { officeId, reason, letter: { text, lang } }),
  ),
  helper: tie(deskForms.helper, ({ deps, act }, { officeId, reason }) =>
    askHelper(deps, act, { officeId, reason }),
  ),
  release: tie(deskForms.release, ({ deps, act }, { officeId, reason }) =>
    releaseHelper(deps, act, { officeId, reason }),
  ),
  help: tie(deskForms.help, ({ deps, act }, { text }) => sayAsHelper(deps, act, { text })),
  split: tie(deskForms.split, ({ deps, act }, { text, categoryId, officeId, reason }) =>
    splitComplaint(deps, act, { text, categoryId, officeId, reason }),
  ),
  note: tie(deskForms.note, ({ deps, act }, { text }) => noteInternally(deps, act, { text })),
  publish: tie(deskForms.publish, ({ deps, act }) => publishComplaint(deps, act, { reason: '' })),
  merge: tie(deskForms.merge, ({ deps, act }, { into }) => mergeComplaint(deps, act, { number: into })),
  unmerge: tie(deskForms.unmerge, ({ deps, act }, { reason }) => unmergeComplaint(deps, act, { reason })),
  hide: tie(deskForms.hide, ({ deps, act }, { reason }) => hideComplaint(deps, act, { reason })),
}
