import { Module } from '@nestjs/common'
import { AddressedUnits } from './addressed-units.js'
import { LedgerExportController } from './http/ledger-export.controller.js'
import { OrderCommandController } from './http/order-command.controller.js'
import { OrderController } from './http/order.controller.js'
import { OrderViewMapper } from './http/order-view.mapper.js'
import { CaseOutcomesListener } from './listeners/case-outcomes.listener.js'
import { LadderListener } from './listeners/ladder.listener.js'
import { LateRecusalsListener } from './listeners/late-recusals.listener.js'
import { OrderNotesListener } from './listeners/order-notes.listener.js'
import { OrderListReadModel } from './persistence/order-list.read-model.js'
import { OrderNumbers } from './persistence/order-numbers.store.js'
import { OrderStore } from './persistence/order.store.js'
import { ActOnOrder } from './use-cases/act-on-order.use-case.js'
import { ExportLedger } from './use-cases/export-ledger.use-case.js'
import { FireOrderDeadlines } from './use-cases/fire-order-deadlines.use-case.js'
import { GroundlessOrders } from './use-cases/groundless-orders.js'
import { IssueOrders } from './use-cases/issue-orders.use-case.js'
import { OrderBuilder } from './use-cases/order-builder.js'
import { RecuseOrders } from './use-cases/recuse-orders.use-case.js'
import { UnissuedOrders } from './use-cases/unissued-orders.js'

/** Needs CallerNames, CaseCommands, CaseLookup, CaseListViews, OrgDirectory, WorkCalendars, SystemPrincipal, UserNames, AuditTrail. */
@Module({
  // The export first: `orders.xlsx` is no order's id.
  controllers: [LedgerExportController, OrderController, OrderCommandController],
  providers: [
    OrderStore, OrderNumbers, AddressedUnits, OrderListReadModel, OrderViewMapper, OrderBuilder, IssueOrders, ActOnOrder, FireOrderDeadlines, ExportLedger, LadderListener, CaseOutcomesListener,
    GroundlessOrders, LateRecusalsListener, OrderNotesListener, RecuseOrders, UnissuedOrders,
  ],
  exports: [FireOrderDeadlines, IssueOrders, ActOnOrder],
})
export class SupervisionModule {}
