import { Body, Controller, Get, HttpCode, Post } from '@nestjs/common'
import {
  ApiAcceptedResponse,
  ApiBadRequestResponse,
  ApiConflictResponse,
  ApiOkResponse,
  ApiOperation,
  ApiTags,
} from '@nestjs/swagger'
import { type Backups, backupRequest, backups, errorAnswer } from '@wanding/contracts'
import { BodyPipe } from '../body.pipe'
import { BackupService } from './backup.service'

@ApiTags('store')
@Controller('api/backups')
export class BackupController {
  constructor(private readonly service: BackupService) {}

  @Get()
  @ApiOperation({ summary: 'Copies of the embedded store, and the one that is being written' })
  @ApiOkResponse({ standardSchema: backups })
  state(): Backups {
    return this.service.state()
  }

  @Post()
  @HttpCode(202)
  @ApiOperation({ summary: 'Copies the embedded store into BACKUP_FOLDER while it is written on; takes 12 s a GB' })
  @ApiAcceptedResponse({ description: 'It has begun', standardSchema: backups })
  // A body is asked for so that no page of another site can ask: a browser does not send JSON there without leave.
  @ApiBadRequestResponse({ description: 'The body is not {}', standardSchema: errorAnswer })
  @ApiConflictResponse({ description: 'Not set up, running, too many, or no room', standardSchema: errorAnswer })
  begin(@Body(new BodyPipe(backupRequest)) _request: object): Backups {
    return this.service.begin()
  }
}
