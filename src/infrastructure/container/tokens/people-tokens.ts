import type { ExportAuditLog, ListAuditLog } from '../../../application/audit/read-audit-log.ts';
import type { CreateContact } from '../../../application/contact/create-contact.ts';
import type { DeleteContact } from '../../../application/contact/delete-contact.ts';
import type {
  FindHiddenContacts,
  GetContact,
  ListContacts,
  WalkContacts,
} from '../../../application/contact/read-contacts.ts';
import type { UpdateContact } from '../../../application/contact/update-contact.ts';
import type { GetStatistics } from '../../../application/information/get-statistics.ts';
import type {
  GetServiceProvider,
  ListServiceProviders,
} from '../../../application/service-provider/read-service-providers.ts';
import type { ThrottleRequest } from '../../../application/throttling/throttle-request.ts';
import type { FindUnknownUsers } from '../../../application/user/find-unknown-users.ts';
import type { ListUsers } from '../../../application/user/list-users.ts';
import type { CheckUserUpdate, IsKnownTimezone, UpdateUser } from '../../../application/user/update-user.ts';
import { token } from '../typed-bind.ts';

/** What people see and keep: themselves, colleagues, contacts, services, figures, the audit log. */
export const PEOPLE_TOKENS = {
  findUnknownUsers: token<FindUnknownUsers>('FindUnknownUsers'),
  listUsers: token<ListUsers>('ListUsers'),
  checkUserUpdate: token<CheckUserUpdate>('CheckUserUpdate'),
  updateUser: token<UpdateUser>('UpdateUser'),
  isKnownTimezone: token<IsKnownTimezone>('IsKnownTimezone'),
  listServiceProviders: token<ListServiceProviders>('ListServiceProviders'),
  getServiceProvider: token<GetServiceProvider>('GetServiceProvider'),
  getStatistics: token<GetStatistics>('GetStatistics'),
  throttleRequest: token<ThrottleRequest>('ThrottleRequest'),
  listAuditLog: token<ListAuditLog>('ListAuditLog'),
  exportAuditLog: token<ExportAuditLog>('ExportAuditLog'),
  listContacts: token<ListContacts>('ListContacts'),
  walkContacts: token<WalkContacts>('WalkContacts'),
  findHiddenContacts: token<FindHiddenContacts>('FindHiddenContacts'),
  getContact: token<GetContact>('GetContact'),
  createContact: token<CreateContact>('CreateContact'),
  updateContact: token<UpdateContact>('UpdateContact'),
  deleteContact: token<DeleteContact>('DeleteContact'),
};
