import type { RequestHandler, Response } from 'express'
import type { Deps } from '../../../platform/deps.ts'
import { NotFound } from '../../../platform/http/errors.ts'
import { typedFields } from '../../../platform/http/form.ts'
import { type MailFor, unsubscribeFor, unsubscribePath } from '../../../platform/mail/mail-links.ts'
import { chooseDailyMail, readingOf, stopMails } from '../../complaints/index.ts'
import { endSubscription } from '../actions/end-subscription.ts'
import { stopFollowing } from '../actions/stop-following.ts'
import { unsubscribeModel, unsubscribePage } from '../pages/unsubscribe.ts'

type Whom = MailFor & { kind: 'c' | 'f' | 's' | 'd' }

/** Ends mails: a page with one button, and the press of a mail program (RFC 8058), which gets no redirect. */
export const unsubscribeHandlers = (deps: Deps): Record<'show' | 'stop', RequestHandler> => ({
  show: (req, res) => answer(deps, res, { whom: whomOf(deps, res), done: req.query['done'] === '1' }),

  stop: async (req, res) => {
    const whom = whomOf(deps, res)
    const typed = typedFields(req.body)
    const isUndo = typed['undo'] === '1'
    await end(deps, whom, !isUndo)
    if (typed['List-Unsubscribe'] === 'One-Click') return answer(deps, res, { whom, done: true })
    res.redirect(303, isUndo ? res.req.path : `${res.req.path}?done=1`)
  },
})

function whomOf({ keys }: Pick<Deps, 'keys'>, res: Response): Whom {
  const whom = unsubscribeFor(keys, String(res.req.params['signed']))
  if (whom === null || whom.kind === 'r' || whom.kind === 'v' || whom.kind === 'e')
    throw new NotFound('unsubscribe')
  return { kind: whom.kind, id: whom.id }
}

async function end(deps: Deps, { kind, id }: Whom, stop: boolean): Promise<void> {
  if (kind === 'c') await stopMails(deps, { complaintId: id, stop })
  else if (kind === 'd') {
    const at = deps.now().epochMilliseconds
    await chooseDailyMail(deps, { staffId: id, digest: !stop, at })
  }
  // A subscription that was ended is begun anew with a code.
  else if (stop && kind === 'f') await stopFollowing(deps, id)
  else if (stop) await endSubscription(deps, { subscriptionId: id })
}

async function answer(
  deps: Deps,
  res: Response,
  { whom, done }: { whom: Whom; done: boolean },
): Promise<void> {
  const reading = await readingOf(deps, res)
  const action = unsubscribePath(reading.lang, reading.city.slug, String(res.req.params['signed']))
  unsubscribePage(res, unsubscribeModel({ kind: whom.kind, done, action }, reading))
}
