import { draft, dropDraft, keepOutgoing, type Outgoing, outbox, outgoing } from './reports.ts'

/** What the portal answers to a whole report. */
type Answer =
  | { state: 'sent'; number: string; href: string }
  | { state: 'refused'; errors: Record<string, string> }
  | { state: 'missing' }
  | { state: 'later' }

/**
 * Sends what waits, one after the other and never from two windows at once; the form key makes even that harmless.
 * `changed` is called after each step.
 */
export async function sendOutbox(changed: () => void): Promise<void> {
  const run = async () => {
    for (const { key, state } of await outbox()) {
      if (state === 'waiting' || state === 'sending') await sendOne(key, changed)
    }
  }
  await (navigator.locks ? navigator.locks.request('outbox', run) : run())
}

async function sendOne(key: string, changed: () => void): Promise<void> {
  const item = await outgoing(key)
  if (item === undefined) return
  const keep = async (change: Partial<Outgoing>) => {
    Object.assign(item, change)
    await keepOutgoing(item)
    changed()
  }
  await keep({ state: 'sending' })
  let answer = await post(item)
  if (answer.state === 'missing') {
    for (const photo of item.photos) delete photo.sentAs
    answer = await post(item)
  }
  if (answer.state === 'sent') {
    // The number and the link are all that stays; what was written and the contacts go.
    await keep({
      state: 'sent',
      number: answer.number,
      link: answer.href,
      fields: {},
      photos: [],
      errors: {},
    })
    if (await draft(key)) await dropDraft(key)
  } else if (answer.state === 'refused') await keep({ state: 'refused', errors: answer.errors })
  else await keep({ state: 'waiting' })
}

async function post({ href, fields, photos }: Outgoing): Promise<Answer> {
  const body = new FormData()
  for (const [name, value] of Object.entries(fields)) body.append(name, value)
  body.append('keep', photos.flatMap(({ sentAs }) => sentAs ?? []).join(' '))
  for (const { sentAs, blob, name } of photos) if (sentAs === undefined) body.append('photos', blob, name)
  try {
    const response = await fetch(href, { method: 'POST', body })
    const isSpoken = response.headers.get('Content-Type')?.startsWith('application/json')
    if (isSpoken && (response.ok || response.status < 500)) return (await response.json()) as Answer
    return { state: 'later' }
  } catch {
    return { state: 'later' }
  }
}
