//! Which mints a plan can use, and which risks of a mint it has to accept by name. An extension that is not listed
//! here is refused. (Extensions: https://docs.rs/spl-token-2022-interface, `ExtensionType`.)
use anchor_lang::prelude::*;
use anchor_spl::token_2022::spl_token_2022::{
    extension::{
        transfer_fee::{TransferFee, TransferFeeConfig},
        BaseStateWithExtensions, ExtensionType, StateWithExtensions,
    },
    state::Mint,
};

use crate::{
    constants::*,
    ensure,
    errors::{fail, runtime_error, VestingError},
    token,
};

/// The risks that the mint carries, `RISK_*` bits, by the worst that is already scheduled. Fails where no plan can use it.
pub fn risks(mint: &AccountInfo) -> Result<u32> {
    ensure!(token::is_token_program(mint.owner), VestingError::MintNotSupported);
    let data = mint.try_borrow_data().map_err(runtime_error)?;
    let state =
        StateWithExtensions::<Mint>::unpack(&data).map_err(|_| fail(VestingError::MintNotSupported))?;
    let mut risks = 0;
    if state.base.freeze_authority.is_some() {
        risks |= RISK_FREEZE_AUTHORITY;
    }
    if state.base.mint_authority.is_some() {
        risks |= RISK_MINT_AUTHORITY;
    }
    let extensions = state.get_extension_types().map_err(|_| fail(VestingError::MintNotSupported))?;
    for extension in extensions {
        risks |= match extension {
            ExtensionType::PermanentDelegate => RISK_PERMANENT_DELEGATE,
            ExtensionType::TransferHook => RISK_TRANSFER_HOOK,
            ExtensionType::Pausable => RISK_PAUSABLE,
            ExtensionType::DefaultAccountState => RISK_DEFAULT_FROZEN,
            ExtensionType::ConfidentialTransferMint
            | ExtensionType::ConfidentialTransferFeeConfig
            | ExtensionType::ConfidentialMintBurn => RISK_CONFIDENTIAL,
            ExtensionType::MintCloseAuthority => RISK_CLOSE_AUTHORITY,
            ExtensionType::TransferFeeConfig => {
                let config = state.get_extension::<TransferFeeConfig>();
                fee_risks(config.map_err(|_| fail(VestingError::MintNotSupported))?)
            }
            ExtensionType::InterestBearingConfig
            | ExtensionType::ScaledUiAmount
            | ExtensionType::MetadataPointer
            | ExtensionType::TokenMetadata
            | ExtensionType::GroupPointer
            | ExtensionType::TokenGroup
            | ExtensionType::GroupMemberPointer
            | ExtensionType::TokenGroupMember => 0,
            _ => return Err(fail(VestingError::MintNotSupported)),
        };
    }
    Ok(risks)
}

/// The risks of a transfer fee: that it can be changed, and that it is high. Of the two fees that a mint stores, the one in
/// force and the one that is scheduled, each counts, whatever the epoch.
fn fee_risks(config: &TransferFeeConfig) -> u32 {
    let authority: Option<Pubkey> = config.transfer_fee_config_authority.into();
    let is_high = |fee: &TransferFee| {
        u16::from(fee.transfer_fee_basis_points) > MAX_TRANSFER_FEE_BPS && u64::from(fee.maximum_fee) > 0
    };
    let high = is_high(&config.older_transfer_fee) || is_high(&config.newer_transfer_fee);
    authority.map_or(0, |_| RISK_TRANSFER_FEE_AUTHORITY) | if high { RISK_HIGH_TRANSFER_FEE } else { 0 }
}

/// Checks that a plan which accepts the risks `accepted` can use the mint.
pub fn check(mint: &AccountInfo, accepted: u32) -> Result<()> {
    ensure!(risks(mint)? & !accepted == 0, VestingError::MintRiskNotAccepted);
    Ok(())
}
