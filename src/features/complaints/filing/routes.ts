import type { RequestHandler } from 'express'
import { hashToken } from '../../../platform/crypto/token.ts'
import type { Deps } from '../../../platform/deps.ts'
import type { Route } from '../../../platform/http/route.ts'
import { receivePhotos } from '../../../platform/http/upload.ts'
import type { Lang } from '../../../platform/i18n/texts.ts'
import { complaintPaths, type FilingStep } from '../paths.ts'
import { categoryHandlers } from './category-handlers.ts'
import { coverHandlers } from './cover-handlers.ts'
import { mostPhotos } from './draft.ts'
import { joinHandlers } from './join-handlers.ts'
import { offlineHandlers } from './offline-handlers.ts'
import { photoHandlers } from './photo-handlers.ts'
import { sendHandlers } from './send-handlers.ts'
import { whatHandlers } from './what-handlers.ts'
import { whereHandlers } from './where-handlers.ts'

const lang = ':lang' as Lang
const city = ':city'
const at = (step: FilingStep) => complaintPaths.step(lang, city, ':token', step)

/** From the first word to the confirmation. Everything behind a draft's token is personal; the empty form is public. */
export function filingRoutes(deps: Deps): Route[] {
  const what = whatHandlers(deps)
  const category = categoryHandlers(deps)
  const cover = coverHandlers(deps)
  const where = whereHandlers(deps)
  const sending = sendHandlers(deps)
  const joining = joinHandlers(deps)
  const photos = receivePhotos(deps, { field: 'photos', max: mostPhotos })
  const photo = photoHandlers(deps)
  const onePhoto = receivePhotos(deps, { field: 'photos', max: 1 })
  const offline = offlineHandlers(deps)
  const personal = { access: 'secret-link' } as const
  const first = { ...personal, lane: 'beginning' } as const
  const draftPhoto = complaintPaths.draftPhoto(lang, city, ':token', ':photo')
  const begin = complaintPaths.new(lang, city)
  const newPhotos = complaintPaths.newPhotos(lang, city)
  const draftPhotos = complaintPaths.draftPhotos(lang, city, ':token')
  const changePhoto = complaintPaths.changePhoto(lang, city, ':token', ':photo')
  const whole = complaintPaths.whole(lang, city, ':token')
  return [
    { method: 'get', path: begin, access: 'public', lane: 'beginning', handlers: [what.start] },
    { method: 'post', path: begin, ...first, handlers: [photos, what.begin] },
    { method: 'get', path: complaintPaths.guess(lang, city), access: 'public', handlers: [category.guess] },
    {
      method: 'post',
      path: complaintPaths.pointFacts(lang, city),
      access: 'public',
      handlers: [where.facts],
    },
    { method: 'post', path: newPhotos, ...first, handlers: [onePhoto, photo.begin] },
    { method: 'post', path: draftPhotos, ...personal, handlers: [onePhoto, photo.add] },
    { method: 'post', path: changePhoto, ...personal, handlers: [photo.change] },
    { method: 'post', path: whole, ...personal, handlers: [tellForm, photos, offline.send] },
    {
      method: 'get',
      path: complaintPaths.offline(lang, city),
      access: 'public',
      handlers: [offline.show],
    },
    { method: 'get', path: draftPhoto, ...personal, handlers: [what.photo] },
    {
      method: 'get',
      path: complaintPaths.draftPicture(lang, city, ':token', ':photo'),
      ...personal,
      handlers: [cover.picture],
    },
    {
      method: 'get',
      path: complaintPaths.coverDraft(lang, city, ':token', ':photo'),
      ...personal,
      handlers: [cover.show],
    },
    {
      method: 'post',
      path: complaintPaths.coverDraft(lang, city, ':token', ':photo'),
      ...personal,
      handlers: [cover.save],
    },
    { method: 'get', path: at('what'), ...personal, handlers: [what.show] },
    { method: 'post', path: at('what'), ...personal, handlers: [photos, what.save] },
    { method: 'get', path: at('category'), ...personal, handlers: [category.show] },
    { method: 'post', path: at('category'), ...personal, handlers: [category.save] },
    { method: 'get', path: at('danger'), ...personal, handlers: [category.showDanger] },
    { method: 'post', path: at('danger'), ...personal, handlers: [category.passDanger] },
    { method: 'get', path: at('where'), ...personal, handlers: [where.show] },
    { method: 'post', path: at('where'), ...personal, handlers: [where.save] },
    { method: 'get', path: at('check'), ...personal, handlers: [sending.show] },
    { method: 'post', path: at('check'), ...personal, handlers: [tellForm, sending.send] },
    {
      method: 'get',
      path: complaintPaths.similar(lang, city, ':token'),
      ...personal,
      handlers: [joining.similar],
    },
    {
      method: 'post',
      path: complaintPaths.join(lang, city, ':token'),
      ...personal,
      handlers: [joining.join],
    },
    {
      method: 'get',
      path: complaintPaths.joined(lang, city, ':token'),
      ...personal,
      handlers: [joining.joined],
    },
    {
      method: 'get',
      path: complaintPaths.filed(lang, city, ':token'),
      ...personal,
      handlers: [sending.filed],
    },
  ]
}

/**
 * For the log of the balancer, which takes it away: the beginning of `complaint.form_key`. Whoever compares the two
 * finds a report that was acknowledged and is not there.
 */
const tellForm: RequestHandler = (req, res, next) => {
  res.set('X-Form-Key', hashToken(String(req.params['token'])).toString('hex').slice(0, 16))
  next()
}
