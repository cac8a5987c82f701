import { Module, type DynamicModule } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { AuditNotes } from './audit-notes.js';
import { createDataSource, type DataSourceSettings } from './data-source.js';

/** Opens the one data source of a process. Rooms inject it with `@InjectDataSource()`, and `AuditNotes`. */
@Module({})
export class DatabaseModule {
  static forRoot(settings: DataSourceSettings): DynamicModule {
    return {
      module: DatabaseModule,
      global: true,
      providers: [AuditNotes],
      exports: [AuditNotes],
      imports: [
        TypeOrmModule.forRootAsync({
          useFactory: () => createDataSource(settings).options,
        }),
      ],
    };
  }
}
