import { plugin } from '../plugin.mjs'
import { ruleTester } from '../rule-tester.js'

const controller = (body: string) => `@Controller('cases') class CaseController { ${body} }`

ruleTester.run('route-guarded', plugin.rules['route-guarded'], {
  valid: [
    { name: 'a route with a permission', code: controller("@Get(':id') @Allow('case.read') read() {}") },
    { name: 'a public route', code: controller("@Public() @Post('session') signIn() {}") },
    { name: 'a route declared by its endpoint', code: controller('@Endpoint(returnCase) return() {}') },
    { name: 'an endpoint of the http edge', code: controller('@HttpEndpoint(returnCase) return() {}') },
    { name: 'a method that is no route', code: controller('helper() {} @OnEvent("x") onX() {}') },
  ],
  invalid: [
    { name: 'a bare route', code: controller('@Get() list() {}'), errors: [{ messageId: 'unguarded', data: { method: 'list' } }] },
    ...['Post', 'Put', 'Patch', 'Delete', 'All'].map((verb) => ({
      name: `a bare @${verb}`,
      code: controller(`@${verb}(':id') act() {}`),
      errors: [{ messageId: 'unguarded' }],
    })),
    { name: 'a route imported under a namespace', code: controller('@nest.Get() list() {}'), errors: [{ messageId: 'unguarded' }] },
    {
      name: 'a guard on the class alone',
      code: `@UseGuards(SessionGuard) ${controller('@Get() list() {}')}`,
      errors: [{ messageId: 'unguarded' }],
    },
    { name: '@Allow without a permission', code: controller('@Get() @Allow() list() {}'), errors: [{ messageId: 'empty' }] },
    { name: '@Public without its call', code: controller('@Get() @Public list() {}'), errors: [{ messageId: 'empty' }] },
    { name: '@Endpoint without a declaration', code: controller('@Endpoint() list() {}'), errors: [{ messageId: 'empty' }] },
  ],
})
