import { Controller, Get } from '@nestjs/common'
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger'
import { type Health, type Ledger, ledger } from '@wanding/contracts'
import { HealthService } from './health.service'

@ApiTags('health')
@Controller('api/health')
export class HealthController {
  constructor(private readonly health: HealthService) {}

  @Get()
  @ApiOperation({ summary: 'What runs, what is late, what was dropped; always 200 while the backend answers' })
  now(): Health {
    return this.health.now(Date.now())
  }

  @Get('ledger')
  @ApiOperation({
    summary:
      'What gateways produced and where it is: produced = stored + dead-lettered + in spool + at the gateway + lost',
  })
  @ApiOkResponse({ description: 'By gateway and in total', standardSchema: ledger })
  ledger(): Ledger {
    return this.health.ledger(Date.now())
  }
}
