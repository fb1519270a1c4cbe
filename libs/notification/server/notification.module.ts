import { Global, Module } from '@nestjs/common'
import { MessageChannel } from '@tongban/citizen/contract'
import { Channels } from './channels/channels.js'
import { InboxController } from './http/inbox.controller.js'
import { DeliveryLogController, RulesController } from './http/notification-admin.controller.js'
import { ChannelStore } from './persistence/channel.store.js'
import { ContactStore } from './persistence/contact.store.js'
import { DeliveryLog } from './persistence/delivery-log.read-model.js'
import { DeliveryStore } from './persistence/delivery.store.js'
import { DigestStore } from './persistence/digest.store.js'
import { InboxStore } from './persistence/inbox.store.js'
import { RuleStore } from './persistence/rule.store.js'
import { ChannelWatch } from './sending/channel-watch.js'
import { CitizenMessageChannel } from './sending/citizen-message-channel.js'
import { DailyDigest, DigestReading, DigestStores } from './sending/daily-digest.js'
import { DeliverySender } from './sending/delivery-sender.js'
import { NotificationTasks } from './sending/notification-tasks.js'
import { Tidying } from './sending/tidying.js'
import { NoticeReader } from './telling/notice-reader.js'
import { NoticesEdge, NoticesListener } from './telling/notices.listener.js'
import { Recipients } from './telling/recipients.js'
import { TellingStores, TellPeople } from './telling/tell-people.js'
import { ChangeRules } from './use-cases/change-rules.use-case.js'
import { SendTest } from './use-cases/send-test.use-case.js'

/** Global: citizen asks MessageChannel. Needs CaseLookup, StaffDirectory, UserNames, SystemPrincipal, DutyContacts, OrgDirectory and AuditTrail. */
@Global()
@Module({
  controllers: [InboxController, DeliveryLogController, RulesController],
  providers: [
    InboxStore, DeliveryStore, ContactStore, RuleStore, DigestStore, ChannelStore, DeliveryLog, TellingStores,
    Channels, ChannelWatch, DeliverySender, NoticeReader, Recipients, TellPeople, NoticesEdge, NoticesListener,
    DigestReading, DigestStores, DailyDigest, Tidying, NotificationTasks, ChangeRules, SendTest,
    { provide: MessageChannel, useClass: CitizenMessageChannel },
  ],
  exports: [MessageChannel, DeliverySender, DailyDigest],
})
export class NotificationModule {}
