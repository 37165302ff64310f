-- no transaction
ALTER TABLE openid_client VALIDATE CONSTRAINT openid_client_algorithm;
ALTER TABLE openid_client VALIDATE CONSTRAINT openid_client_auth_method;
ALTER TABLE openid_client VALIDATE CONSTRAINT openid_client_userinfo_algorithm;
ALTER TABLE openid_client VALIDATE CONSTRAINT openid_client_former_secrets;
