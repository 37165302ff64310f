import type {
  GetServiceProvider,
  ListServiceProviders,
} from '../../../application/access/service-provider/read-service-providers.ts';
import type { ExportAuditLog, ListAuditLog } from '../../../application/audit/read-audit-log.ts';
import type { CreateContact } from '../../../application/people/contact/create-contact.ts';
import type { DeleteContact } from '../../../application/people/contact/delete-contact.ts';
import type {
  FindHiddenContacts,
  GetContact,
  ListContacts,
  WalkContacts,
} from '../../../application/people/contact/read-contacts.ts';
import type { UpdateContact } from '../../../application/people/contact/update-contact.ts';
import type { FindUnknownUsers } from '../../../application/people/find-unknown-users.ts';
import type { ListUsers } from '../../../application/people/list-users.ts';
import type {
  CheckUserUpdate,
  IsKnownTimezone,
  UpdateUser,
} from '../../../application/people/update-user.ts';
import type { GetStatistics } from '../../../application/shared/information/get-statistics.ts';
import type { ThrottleRequest } from '../../../application/shared/throttling/throttle-request.ts';
import { token } from './typed-bind.ts';

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
