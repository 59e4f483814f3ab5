import type { Request, RequestHandler, Response } from 'express'
import type { Deps } from '../../../platform/deps.ts'
import { NotFound } from '../../../platform/http/errors.ts'
import { parseForm } from '../../../platform/http/form.ts'
import { ownComplaintsByEmail, promisesOf, readingOf, sendCalendar } from '../../complaints/index.ts'
import { changeCadence } from '../actions/change-cadence.ts'
import { endSubscription } from '../actions/end-subscription.ts'
import { forgetFollower } from '../actions/stop-following.ts'
import { withdrawVoice } from '../actions/withdraw-voice.ts'
import { type Follower, followerByToken } from '../followers.ts'
import { CadenceForm, RemoveForm, WithdrawForm } from '../forms.ts'
import { type ManageDone, manageModel, managePage } from '../pages/manage.ts'
import { unsubscribeModel, unsubscribePage } from '../pages/unsubscribe.ts'
import { followingPaths } from '../paths.ts'
import { subscriptionsOf, supportsOf } from '../queries.ts'
import { namesOfTopics } from '../topics.ts'

type Managing = { follower: Follower; req: Request; res: Response }

/** What the holder of a follower's link sees and changes. */
export function manageHandlers(
  deps: Deps,
): Record<'show' | 'cadence' | 'remove' | 'withdraw' | 'stop' | 'calendar', RequestHandler> {
  const onFollower =
    (handle: (managing: Managing) => Promise<void>): RequestHandler =>
    async (req, res) => {
      const follower = await followerByToken(deps, String(req.params['follower']))
      if (follower === null) throw new NotFound('follower')
      await handle({ follower, req, res })
    }

  /** A form that does not parse comes from no page of ours: nothing happens, and the page is shown. */
  const acting = (done: ManageDone, act: (managing: Managing) => Promise<boolean>) =>
    onFollower(async (managing) => {
      const did = await act(managing)
      const { lang, city } = await readingOf(deps, managing.res)
      const { token } = managing.follower
      managing.res.redirect(303, followingPaths.manage(lang, city.slug, token, did ? done : undefined))
    })

  return {
    show: onFollower(async ({ follower, req, res }) => {
      const reading = await readingOf(deps, res)
      const here = <Row extends { cityId: number }>(rows: Row[]) =>
        rows.filter(({ cityId }) => cityId === reading.city.id)
      const [subscriptions, supports] = await Promise.all([
        subscriptionsOf(deps, follower.id),
        supportsOf(deps, follower.id),
      ])
      const done = typeof req.query['done'] === 'string' ? { done: req.query['done'] } : {}
      const followed = here(subscriptions)
      const asked = followed.flatMap(({ about }) => ('topic' in about ? [about.topic] : []))
      const names = await namesOfTopics(deps, asked, reading)
      const data = { follower, subscriptions: followed, names, supports: here(supports), ...done }
      managePage(res, manageModel(data, reading))
    }),

    cadence: acting('changed', async ({ follower, req }) => {
      const parsed = parseForm(CadenceForm, req.body)
      if (!parsed.ok) return false
      const { subscription, cadence } = parsed.value
      return changeCadence(deps, { subscriptionId: subscription, followerId: follower.id, cadence })
    }),

    remove: acting('removed', async ({ follower, req }) => {
      const parsed = parseForm(RemoveForm, req.body)
      if (!parsed.ok) return false
      return endSubscription(deps, { subscriptionId: parsed.value.subscription, followerId: follower.id })
    }),

    withdraw: acting('withdrawn', async ({ follower, req }) => {
      const parsed = parseForm(WithdrawForm, req.body)
      if (!parsed.ok) return false
      return withdrawVoice(deps, { complaintId: parsed.value.complaint, followerId: follower.id })
    }),

    stop: onFollower(async ({ follower, res }) => {
      await forgetFollower(deps, follower.id)
      const reading = await readingOf(deps, res)
      unsubscribePage(res, unsubscribeModel({ kind: 'f', done: true, action: '' }, reading))
    }),

    calendar: onFollower(async ({ follower, res }) => {
      const reading = await readingOf(deps, res)
      const [own, subscriptions] = await Promise.all([
        ownComplaintsByEmail(deps, follower.email),
        subscriptionsOf(deps, follower.id),
      ])
      const followed = subscriptions.flatMap(({ about }) =>
        'complaintId' in about ? [about.complaintId] : [],
      )
      const promises = await promisesOf(deps, { ids: [...own.map(({ id }) => id), ...followed] })
      sendCalendar(res, promises, reading)
    }),
  }
}
