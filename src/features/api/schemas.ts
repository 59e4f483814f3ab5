import { z } from 'zod'
import { channels, outcomes, statuses } from '../complaints/index.ts'

/*
 * What the interface answers. The document is made of these, and the tests hold every answer against the document.
 * Names of members are those of the files of open data.
 */

const Names = z.object({ kk: z.string(), ru: z.string(), en: z.string() }).meta({ id: 'Names' })
const Instant = z.iso.datetime()
const Day = z.iso.date()
const Code = z.string()

export const City = z
  .object({
    slug: Code,
    names: Names,
    time_zone: z.string(),
    languages: z.array(z.enum(['kk', 'ru', 'en'])),
    districts: z.array(z.object({ code: Code, kind: z.string(), names: Names })),
    url: z.url(),
    open_data: z.url(),
  })
  .meta({ id: 'City' })
export const Cities = z.object({ cities: z.array(City) }).meta({ id: 'Cities' })

export const Office = z
  .object({
    code: Code,
    kind: z.string(),
    names: Names,
    parent: Code.nullable(),
    external: z.boolean(),
    current: z.boolean(),
    url: z.url(),
  })
  .meta({ id: 'Office' })
export const Offices = z.object({ offices: z.array(Office) }).meta({ id: 'Offices' })

export const Category = z
  .object({
    code: Code,
    group: Code,
    names: Names,
    term_days: z.int().nullable(),
    proof_photo: z.boolean(),
    sensitive: z.boolean(),
    current: z.boolean(),
  })
  .meta({ id: 'Category' })
export const Categories = z.object({ categories: z.array(Category) }).meta({ id: 'Categories' })

const complaintShape = {
  number: z.string().regex(/^\d{4}-\d{4}-\d{4}$/),
  received_at: Instant,
  status: z.enum(statuses),
  open: z.boolean(),
  category: Code.nullable(),
  district: Code.nullable(),
  office: Code.nullable(),
  text: z.string(),
  text_lang: z.string(),
  address: z.string().nullable(),
  lat: z.number().nullable(),
  lon: z.number().nullable(),
  due_on: Day.nullable(),
  verdict: z.enum(['yes', 'partly', 'no']).nullable(),
  supporters: z.int(),
  transfers: z.int(),
  reopened: z.int(),
  url: z.url(),
}

export const Complaint = z
  .object({
    ...complaintShape,
    outcome: z.enum(outcomes).nullable(),
    planned_on: Day.nullable(),
    first_answer_at: Instant.nullable(),
    last_answer_at: Instant.nullable(),
    changed_at: Instant,
  })
  .meta({ id: 'Complaint' })

export const Complaints = z
  .object({
    complaints: z.array(Complaint),
    /** Null at the end. */
    next: z.url().nullable(),
  })
  .meta({ id: 'Complaints' })

const Entry = z
  .object({
    seq: z.int(),
    at: Instant,
    kind: z.string(),
    actor: z.string(),
    office: Code.nullable(),
    title: z.string(),
    text: z.string().nullable(),
  })
  .meta({ id: 'Entry' })

const Answer = z
  .object({
    no: z.int(),
    at: Instant,
    office: Code.nullable(),
    outcome: z.enum(outcomes),
    /** Null when a moderator took it from view. */
    text: z.string().nullable(),
    lang: z.string(),
    ground: z.string().nullable(),
    planned_on: Day.nullable(),
    verdict: z.enum(['yes', 'partly', 'no']).nullable(),
  })
  .meta({ id: 'Answer' })

export const WholeComplaint = z
  .object({
    ...complaintShape,
    channel: z.enum(channels).or(z.string()).nullable(),
    landmark: z.string().nullable(),
    merged_into: z.string().nullable(),
    photos: z.array(z.object({ role: z.enum(['before', 'after', 'added']), url: z.url() })),
    answers: z.array(Answer),
    history: z.array(Entry),
    proof: z.url(),
  })
  .meta({ id: 'WholeComplaint' })

const share = { share: z.number().nullable(), low: z.number().nullable(), high: z.number().nullable() }
const Share = z.object({ n: z.int(), of: z.int(), ...share }).meta({ id: 'Share' })
const hours = { value: z.int().nullable(), low: z.int().nullable(), high: z.int().nullable() }
const Counts = z.record(z.string(), z.int())

const figures = {
  received: z.int(),
  answered: z.int(),
  onTime: Share,
  medianHours: z.object({ ...hours, events: z.int(), censored: z.int() }),
  p90Hours: z.object({ value: z.int().nullable() }),
  resolution: z.object({
    within30d: z.number().nullable(),
    ...{ low: share.low, high: share.high },
    medianHours: z.object(hours),
  }),
  verdicts: z.object({ confirmed: z.int(), disputed: z.int(), none: z.int(), partly: z.int() }),
  reopened: Share,
  openNow: z.object({
    ...{ n: z.int(), overdue: z.int(), unanswered: z.int(), oldestHours: z.int().nullable() },
    ageBands: Counts,
  }),
  outcomes: Counts,
  refusedBy: Counts,
  hiddenBy: Counts,
  leftOut: z.object({ spam: z.int() }),
  transfers: z.object({ within3: z.int(), later: z.int(), medianOffices: z.int().nullable() }),
  extended: Share,
  expectedOnTime: z.object({ share: z.number().nullable(), differs: z.boolean() }),
  signals: Counts,
  rate: z.object({
    residents: z.int().nullable(),
    perThousand: z.number().nullable(),
    ...{ low: share.low, high: share.high },
  }),
}

const head = {
  asOf: Instant,
  window: z.object({ from: Day, to: Day }),
  filter: z.record(z.string(), z.string()),
  calendar: z.string(),
  method: z.string(),
}

export const Figures = z.object({ ...head, ...figures }).meta({ id: 'Figures' })
export const OfficeFigures = z
  .object({ ...head, offices: z.array(z.object({ office: Code, name: z.string(), ...figures })) })
  .meta({ id: 'OfficeFigures' })

const Checkpoint = z
  .object({
    ...{ no: z.int(), at: Instant, size: z.int(), root: z.string(), previous: z.string().nullable() },
    ...{ publicKey: z.string(), signature: z.string(), url: z.url() },
  })
  .meta({ id: 'Checkpoint' })
export const Checkpoints = z
  .object({
    public_keys: z.array(z.string()),
    /** The newest first. */
    checkpoints: z.array(Checkpoint),
    all: z.url(),
    feed: z.url(),
  })
  .meta({ id: 'Checkpoints' })

/** RFC 9457. `parameters`: which of what was asked is wrong, each with a sentence. */
export const Problem = z
  .object({
    type: z.string(),
    title: z.string(),
    status: z.int(),
    detail: z.string(),
    parameters: z.array(z.object({ name: z.string(), detail: z.string() })).optional(),
  })
  .meta({ id: 'Problem' })
