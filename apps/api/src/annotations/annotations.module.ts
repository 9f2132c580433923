import { Module } from '@nestjs/common'
import { TwinModule } from '../twin'
import { AnnotationsController } from './annotations.controller'
import { AnnotationsService } from './annotations.service'

@Module({ imports: [TwinModule], controllers: [AnnotationsController], providers: [AnnotationsService] })
export class AnnotationsModule {}
