import { Controller, Get, Post } from '@nestjs/common';
import { describe, expect, it } from '@jest/globals';
import { Allow } from './access.js';
import { controllers } from './controllers.js';
import { listRoutes } from './routes.js';

@Controller('things/:id')
class ThingController {
  @Post('parts')
  @Allow(['organizer', 'administrator'], 'contest')
  add(): void {}

  @Get(['', 'again'])
  @Allow('signed_in', 'own')
  read(): void {}

  helper(): void {}
}

@Controller()
@Allow('public')
class OpenController {
  @Get('open')
  read(): void {}
}

@Controller('forgotten')
class ForgottenController {
  @Get(':id')
  read(): void {}
}

describe('the list of routes', () => {
  it('names method, path and who may call, by path and method', () => {
    expect(listRoutes([ThingController, OpenController])).toEqual([
      { method: 'GET', path: '/api/open', roles: ['public'], scope: 'all' },
      { method: 'GET', path: '/api/things/:id', roles: ['signed_in'], scope: 'own' },
      { method: 'GET', path: '/api/things/:id/again', roles: ['signed_in'], scope: 'own' },
      { method: 'POST', path: '/api/things/:id/parts', roles: ['organizer', 'administrator'], scope: 'contest' },
    ]);
  });

  it('fails on a route that says not who may call it, and names it', () => {
    expect(() => listRoutes([OpenController, ForgottenController])).toThrow(
      'Chưa nói ai được gọi (thiếu @Allow): GET /api/forgotten/:id (ForgottenController.read)',
    );
  });

  it('holds every route of the front door, each with a rule', () => {
    const routes = listRoutes(controllers);
    expect(routes).toContainEqual({ method: 'GET', path: '/api/contests/:slug', roles: ['public'], scope: 'all' });
    expect(new Set(routes.map(({ method, path }) => `${method} ${path}`)).size).toBe(routes.length);
  });
});
