import type { Deps } from '../../platform/deps.ts'
import type { Route } from '../../platform/http/route.ts'
import type { CityStarts } from './city-starts.ts'
import { boundaryHandlers } from './handlers/boundary-handlers.ts'
import { configurationHandlers } from './handlers/configuration-handlers.ts'
import { firstRunHandlers } from './handlers/first-run-handlers.ts'
import { integrationHandlers } from './handlers/integration-handlers.ts'
import { logoHandler } from './handlers/logo-handler.ts'
import { overviewHandlers } from './handlers/overview-handlers.ts'
import { recountHandlers } from './handlers/recount-handlers.ts'
import { stateHandlers } from './handlers/state-handlers.ts'
import { thingHandlers } from './handlers/thing-handlers.ts'
import { trialHandlers } from './handlers/trial-handlers.ts'
import { listSegments, settingsPaths } from './paths.ts'
import { textHandlers } from './texts/handlers.ts'
import { type ListKind, singleKinds } from './thing.ts'

const city = ':city'
const listKinds = Object.keys(listSegments) as ListKind[]

/**
 * Everything is for administrators; those of another city find nothing (handlers/place.ts). Ready texts are for heads of
 * offices, too (texts/scope.ts).
 */
export function settingsRoutes(deps: Deps, starts: CityStarts): Route[] {
  const overview = overviewHandlers(deps)
  const configuration = configurationHandlers(deps)
  const boundaries = boundaryHandlers(deps)
  const integrations = integrationHandlers(deps)
  const state = stateHandlers(deps)
  const firstRun = firstRunHandlers(deps, starts)
  const recount = recountHandlers(deps)
  const trials = trialHandlers(deps)
  const texts = textHandlers(deps)
  return [
    ...(['get', 'post'] as const).map(
      (method): Route => ({
        method,
        path: settingsPaths.firstRun(':token'),
        access: 'signed-out',
        handlers: [method === 'get' ? firstRun.show : firstRun.create],
      }),
    ),
    page(settingsPaths.start(), overview.start),
    page(settingsPaths.home(city), overview.home),
    page(settingsPaths.history(city), overview.history),
    act(settingsPaths.undo(city, ':change'), overview.undo),
    page(settingsPaths.planned(city), overview.planned),
    act(settingsPaths.cancel(city, ':planned'), overview.cancel),
    page(settingsPaths.tryRouting(city), trials.tryRouting),
    page(settingsPaths.coverage(city), trials.coverage),
    page(settingsPaths.tryTerm(city), trials.tryTerm),
    page(settingsPaths.recount(city), recount.preview),
    act(settingsPaths.recount(city), recount.ask),
    { ...page(settingsPaths.exported(city), configuration.write), access: proved },
    page(settingsPaths.imported(city), configuration.show),
    act(settingsPaths.imported(city), configuration.read),
    page(settingsPaths.boundaries(city), boundaries.show),
    act(settingsPaths.boundaries(city), boundaries.read),
    act(settingsPaths.logo(city), logoHandler(deps)),
    page(settingsPaths.integrations(city), integrations.show),
    act(settingsPaths.integrations(city), integrations.test),
    page(settingsPaths.jobs(city), state.show),
    act(settingsPaths.retryJobs(city), state.retry),
    page(settingsPaths.ownTexts(), texts.start),
    page(settingsPaths.texts(city), texts.list),
    page(settingsPaths.freshText(city), texts.fresh),
    act(settingsPaths.freshText(city), texts.create),
    act(settingsPaths.undoText(city, ':change'), texts.undo),
    page(`${settingsPaths.texts(city)}/:text`, texts.show),
    act(`${settingsPaths.texts(city)}/:text`, texts.save),
    act(`${settingsPaths.texts(city)}/:text/remove`, texts.remove),
    ...singleKinds.flatMap((kind) => {
      // Borders come from a file and have a page of their own.
      if (kind === 'outline') return []
      const on = thingHandlers(deps, kind)
      const path = settingsPaths.thing(city, kind, '')
      return [page(path, on.show), act(path, on.save)]
    }),
    ...listKinds.flatMap((kind) => {
      const on = thingHandlers(deps, kind)
      const list = settingsPaths.list(city, kind)
      return [
        page(list, overview.list(kind)),
        page(`${list}/new`, on.fresh),
        act(`${list}/new`, on.create),
        page(`${list}/:${kind}`, on.show),
        act(`${list}/:${kind}`, on.save),
        act(`${list}/:${kind}/remove`, on.remove),
      ]
    }),
  ]
}

const staff = { staff: 'any' } as const
/** What leaves the portal as a file asks for a fresh proof of who it is. */
const proved = { staff: 'any', stepUp: true } as const

const page = (path: string, handler: Route['handlers'][number]): Route => ({
  method: 'get',
  path,
  access: staff,
  handlers: [handler],
})

const act = (path: string, handler: Route['handlers'][number]): Route => ({
  method: 'post',
  path,
  access: staff,
  handlers: [handler],
})
