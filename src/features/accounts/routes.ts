import type { Deps } from '../../platform/deps.ts'
import type { Route } from '../../platform/http/route.ts'
import { factorRoutes } from './factor/routes.ts'
import { language, sessions, setUp, signIn, signOut, toFirstPage } from './handlers.ts'
import { accountPaths } from './paths.ts'
import { peopleRoutes } from './people/routes.ts'
import { provider } from './provider/handlers.ts'

export function accountRoutes(deps: Deps): Route[] {
  const signInHandlers = signIn(deps)
  const setUpHandlers = setUp(deps)
  const sessionHandlers = sessions(deps)
  const viaProvider = provider(deps)
  const anyStaff = { staff: 'any' } as const
  const setUpPath = accountPaths.setUp(':token')
  return [
    { method: 'get', path: accountPaths.staff(), access: anyStaff, handlers: [toFirstPage] },
    { method: 'get', path: accountPaths.signIn(), access: 'signed-out', handlers: [signInHandlers.form] },
    { method: 'post', path: accountPaths.signIn(), access: 'signed-out', handlers: [signInHandlers.send] },
    {
      method: 'post',
      path: accountPaths.signOut(),
      access: { staff: 'any', entering: true },
      handlers: [signOut(deps)],
    },
    { method: 'get', path: setUpPath, access: 'signed-out', handlers: [setUpHandlers.form] },
    { method: 'post', path: setUpPath, access: 'signed-out', handlers: [setUpHandlers.send] },
    { method: 'get', path: accountPaths.sessions(), access: anyStaff, handlers: [sessionHandlers.list] },
    { method: 'post', path: accountPaths.endSession(), access: anyStaff, handlers: [sessionHandlers.end] },
    {
      method: 'post',
      path: accountPaths.endOtherSessions(),
      access: anyStaff,
      handlers: [sessionHandlers.endOthers],
    },
    { method: 'post', path: accountPaths.language(), access: anyStaff, handlers: [language(deps)] },
    { method: 'get', path: accountPaths.provider(), access: 'signed-out', handlers: [viaProvider.begin] },
    {
      method: 'get',
      path: accountPaths.providerAnswer(),
      access: 'signed-out',
      handlers: [viaProvider.answer],
    },
    ...factorRoutes(deps),
    ...peopleRoutes(deps),
  ]
}
